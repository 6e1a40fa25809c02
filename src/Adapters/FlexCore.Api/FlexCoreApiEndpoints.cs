using FlexCore.Api.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Api;

/// <summary>Maps the HTTP API of a node into a host.</summary>
public static class FlexCoreApiEndpoints
{
    private const string Unknown = "/{**path}";

    /// <summary>Maps every route of <c>AddFlexCoreApi</c>. Paths that neither these nor the host's own routes serve are answered with 404.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <returns>The same routes.</returns>
    public static IEndpointRouteBuilder MapFlexCore(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var frame = services.GetRequiredService<RequestFrame>();
        var relay = services.GetRequiredService<OwnerRelay>();
        foreach (var path in services.GetRequiredService<RouteTable>().Routes.GroupBy(route => route.Pattern, StringComparer.Ordinal))
        {
            var group = new RouteGroup(path.Key, path.Select(route => route with { Handler = relay.Over(route) }), frame);
            endpoints.Map(path.Key, group.InvokeAsync);
        }

        endpoints.MapFallback(Unknown, http => UnknownRoute.InvokeAsync(http, frame));
        return endpoints;
    }
}
