using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Hosting.Modules;

/// <summary>Finds the registration behind a constructor's parameter, as the container would. Immutable.</summary>
internal sealed class ServiceLookup
{
    private static readonly HashSet<Type> OfTheContainer = [typeof(IServiceProvider), typeof(IServiceScopeFactory), typeof(IServiceProviderIsService), typeof(IServiceProviderIsKeyedService)];

    private readonly Dictionary<Type, ServiceDescriptor> _plain = [];
    private readonly Dictionary<(Type Type, object? Key), ServiceDescriptor> _keyed = [];

    public ServiceLookup(IEnumerable<ServiceDescriptor> services)
    {
        foreach (var service in services)
        {
            // The last one counts, as in the container.
            if (service.IsKeyedService)
            {
                _keyed[(service.ServiceType, service.ServiceKey)] = service;
            }
            else
            {
                _plain[service.ServiceType] = service;
            }
        }
    }

    public static bool IsOfTheContainer(Type type) =>
        OfTheContainer.Contains(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>));

    public ServiceDescriptor? Find(Type type) => _plain.GetValueOrDefault(type)
        ?? (type.IsGenericType ? _plain.GetValueOrDefault(type.GetGenericTypeDefinition()) : null);

    public ServiceDescriptor? Find(Type type, object? key) => _keyed.GetValueOrDefault((type, key)) ?? _keyed.GetValueOrDefault((type, KeyedService.AnyKey));
}
