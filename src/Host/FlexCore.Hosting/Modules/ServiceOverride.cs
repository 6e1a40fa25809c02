using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Hosting.Modules;

/// <summary>A service that takes the place of a registered one: for tests. Immutable.</summary>
/// <param name="ServiceType">The service.</param>
/// <param name="Make">Makes the registration, with the lifetime of the one that is replaced.</param>
internal sealed record ServiceOverride(Type ServiceType, Func<ServiceLifetime, ServiceDescriptor> Make)
{
    /// <summary>Takes the place.</summary>
    /// <exception cref="CompositionException">There is nothing to replace.</exception>
    public void Apply(IServiceCollection services, ModuleComposition composition)
    {
        var replaced = services.Where(descriptor => descriptor.ServiceType == ServiceType && !descriptor.IsKeyedService).ToArray();
        if (replaced.Length == 0)
        {
            throw new CompositionException(
                [$"Override<{TypeNames.Of(ServiceType)}> replaces nothing: no module and nothing before AddFlexCore registers it. Override what is registered, by the type under which it is injected."]);
        }

        var by = Make(replaced[^1].Lifetime);
        composition.Replace(replaced[^1], by);
        foreach (var descriptor in replaced)
        {
            services.Remove(descriptor);
        }

        services.Add(by);
    }
}
