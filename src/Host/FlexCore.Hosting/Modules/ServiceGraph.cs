using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Hosting.Modules;

/// <summary>Follows what the modules' handlers and services need, constructor by constructor, and says what cannot work before anything is made.</summary>
/// <remarks>Used by one thread. What a factory takes from the services cannot be seen here.</remarks>
internal sealed class ServiceGraph(ModuleComposition composition, IEnumerable<ServiceDescriptor> services)
{
    private readonly ServiceLookup _lookup = new(services);
    private readonly HashSet<ServiceDescriptor> _done = [];
    private readonly List<string> _mistakes = [];

    /// <summary>What is wrong, each a sentence.</summary>
    public IReadOnlyList<string> Check()
    {
        foreach (var module in composition.Modules)
        {
            foreach (var root in module.Services.Select(service => _lookup.Find(service.ServiceType) ?? service))
            {
                Visit(root, []);
            }
        }

        return [.. _mistakes.Distinct(StringComparer.Ordinal)];
    }

    private void Visit(ServiceDescriptor service, List<ServiceDescriptor> path)
    {
        var start = path.IndexOf(service);
        if (start >= 0)
        {
            var circle = string.Join(" → ", path.Skip(start).Append(service).Select(one => TypeNames.Of(Made(one) ?? one.ServiceType)));
            _mistakes.Add($"{Who(service)} needs itself in the end: {circle}. Take one of these needs out, or let one be asked for later.");
            return;
        }

        if (Made(service) is not { } type || type.IsGenericTypeDefinition || !_done.Add(service))
        {
            return;
        }

        path.Add(service);
        if (ConstructorOf(service, type) is { } constructor)
        {
            foreach (var parameter in constructor.GetParameters())
            {
                Follow(service, parameter, path);
            }
        }

        path.RemoveAt(path.Count - 1);
    }

    private void Follow(ServiceDescriptor service, ParameterInfo parameter, List<ServiceDescriptor> path)
    {
        if (Find(parameter) is not { } needed)
        {
            return;
        }

        var (mine, theirs) = (composition.OwnerOf(service), composition.OwnerOf(needed));
        if (mine is not null && theirs is not null && !composition.Sees(mine, theirs))
        {
            _mistakes.Add($"{Who(service)} needs {TypeNames.Of(parameter.ParameterType)} of the module '{theirs.Name}', on which '{mine.Name}' does not depend. Add that module to DependsOn of '{mine.Name}'.");
        }

        if (service.Lifetime == ServiceLifetime.Singleton && ShortLived(needed, []) is { } captive)
        {
            _mistakes.Add(
                $"{Who(service)} lives as long as the host and needs {TypeNames.Of(parameter.ParameterType)}, {(ReferenceEquals(captive, needed) ? "which lives" : $"which needs {TypeNames.Of(captive.ServiceType)}, which lives")} as long as one message: it would keep the first one for ever. Make it per message too, or let it open a scope.");
        }

        Visit(needed, path);
    }

    // A service that is made anew each time lives as long as who asked for it, so what it needs counts.
    private ServiceDescriptor? ShortLived(ServiceDescriptor service, HashSet<ServiceDescriptor> seen) => service.Lifetime switch
    {
        ServiceLifetime.Scoped => service,
        ServiceLifetime.Transient when seen.Add(service) && Made(service) is { IsGenericTypeDefinition: false } type =>
            Longest(type)?.GetParameters().Select(Find).OfType<ServiceDescriptor>().Select(needed => ShortLived(needed, seen)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    // The one that the container takes: with the most parameters of those it can satisfy. When it can satisfy none, the shortest says what is missing.
    private ConstructorInfo? ConstructorOf(ServiceDescriptor service, Type type)
    {
        if (Longest(type) is { } chosen)
        {
            return chosen;
        }

        var constructors = type.GetConstructors().OrderBy(constructor => constructor.GetParameters().Length).ToArray();
        if (constructors.Length == 0)
        {
            _mistakes.Add($"{Who(service)} has no public constructor. Give it one.");
            return null;
        }

        foreach (var parameter in constructors[0].GetParameters().Where(parameter => !IsOffered(parameter)))
        {
            _mistakes.Add($"{Who(service)} needs {TypeNames.Of(parameter.ParameterType)}, which nothing offers. Register it in the module or before the host is built, or add the module that offers it.");
        }

        return constructors[0];
    }

    private ConstructorInfo? Longest(Type type) => type.GetConstructors()
        .Where(constructor => constructor.GetParameters().All(IsOffered))
        .MaxBy(constructor => constructor.GetParameters().Length);

    private bool IsOffered(ParameterInfo parameter) => parameter.HasDefaultValue || ServiceLookup.IsOfTheContainer(parameter.ParameterType) || Find(parameter) is not null;

    private ServiceDescriptor? Find(ParameterInfo parameter) => parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed
        ? _lookup.Find(parameter.ParameterType, keyed.Key)
        : _lookup.Find(parameter.ParameterType);

    private string Who(ServiceDescriptor service)
    {
        var name = TypeNames.Of(Made(service) ?? service.ServiceType);
        if (composition.OwnerOf(service) is not { } module)
        {
            return name;
        }

        var message = module.Messages.FirstOrDefault(message => message.HandlerService == service.ServiceType);
        return message is null ? $"{name} of the module '{module.Name}'" : $"{name} of the module '{module.Name}', which handles '{message.Description.Name}',";
    }

    private static Type? Made(ServiceDescriptor service) => service.IsKeyedService ? service.KeyedImplementationType : service.ImplementationType;
}
