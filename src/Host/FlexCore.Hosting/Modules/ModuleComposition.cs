using FlexCore.Application.Messaging.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Hosting.Modules;

/// <summary>The modules of a host, configured, dependencies first. Immutable once it is made.</summary>
internal sealed class ModuleComposition
{
    private readonly Dictionary<ServiceDescriptor, ModuleBuilder> _owners = [];
    private readonly Dictionary<ModuleBuilder, HashSet<ModuleBuilder>> _visible = [];

    /// <exception cref="CompositionException">The modules do not fit together.</exception>
    public ModuleComposition(IReadOnlyList<IFlexCoreModule> modules, FlexCoreBuilder host)
    {
        var byType = new Dictionary<Type, ModuleBuilder>();
        var built = new List<ModuleBuilder>();
        foreach (var module in ModuleOrder.Of(modules))
        {
            var builder = new ModuleBuilder(module.Name, host);
            module.Configure(builder);
            built.Add(builder);
            byType[module.GetType()] = builder;
            _visible[builder] = [builder, .. module.DependsOn.SelectMany(needed => _visible[byType[needed]])];
        }

        Modules = built;
        RequireSingleServices();
        try
        {
            Catalog = new MessageCatalog(built.SelectMany(module => module.Messages), built.SelectMany(module => module.Subscribers));
        }
        catch (ArgumentException twice)
        {
            throw new CompositionException([twice.Message]);
        }

        foreach (var module in built)
        {
            module.Services.ForEach(descriptor => _owners[descriptor] = module);
        }
    }

    public IReadOnlyList<ModuleBuilder> Modules { get; }

    public MessageCatalog Catalog { get; }

    public IReadOnlyList<Type> Behaviours => [.. Modules.SelectMany(module => module.Behaviours)];

    public ModuleBuilder? OwnerOf(ServiceDescriptor descriptor) => _owners.GetValueOrDefault(descriptor);

    /// <summary>Whether a module may use what another one offers: its own, and that of the modules it depends on, directly or not.</summary>
    public bool Sees(ModuleBuilder module, ModuleBuilder other) => _visible[module].Contains(other);

    /// <summary>Gives a replacement the module of what it replaces, so that the same modules see it.</summary>
    public void Replace(ServiceDescriptor replaced, ServiceDescriptor by)
    {
        if (_owners.Remove(replaced, out var owner))
        {
            _owners[by] = owner;
        }
    }

    private void RequireSingleServices()
    {
        var mistakes = Modules.SelectMany(module => module.Services.Select(service => (Module: module.Name, service.ServiceType)))
            .GroupBy(offer => offer.ServiceType).Where(group => group.Count() > 1 && !IsHandler(group.Key))
            .Select(group => $"{TypeNames.Of(group.Key)} is offered {group.Count()} times, by the modules {string.Join(" and ", group.Select(offer => $"'{offer.Module}'"))}. Offer it once, or under an interface each.")
            .ToArray();
        if (mistakes.Length > 0)
        {
            throw new CompositionException(mistakes);
        }
    }

    // Two handlers of one message are told by the catalog, with the names of the messages.
    private static bool IsHandler(Type service) => service.IsGenericType
        && (service.GetGenericTypeDefinition() == typeof(Application.Messaging.ICommandHandler<,>) || service.GetGenericTypeDefinition() == typeof(Application.Messaging.IQueryHandler<,>));
}
