using FlexCore.Api.Requests;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Api.Routing;

/// <summary>Lets the node that has a stream answer what is asked about it.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="owners">Says who has a stream; empty on a node that is alone.</param>
/// <param name="relay">Passes requests on.</param>
internal sealed class OwnerRelay(IEnumerable<IStreamOwners> owners, NodeRelay relay)
{
    private readonly IStreamOwners? _owners = owners.FirstOrDefault();

    /// <summary>A handler that answers here or lets the owner answer.</summary>
    /// <param name="route">The route.</param>
    public ApiHandler Over(ApiRoute route)
    {
        if (route.StreamName is not { } name || _owners is not { } owners)
        {
            return route.Handler;
        }

        return exchange => NodeRelay.IsPassedOn(exchange) ? route.Handler(exchange) : RunAsync(exchange, owners, route, name);
    }

    private Task RunAsync(ApiExchange exchange, IStreamOwners owners, ApiRoute route, string name)
    {
        if (TryId(exchange.Security.Tenant, route.KeyPrefix + exchange.Route(name)) is not { } pipeline)
        {
            // The handler says what is wrong with the name.
            return route.Handler(exchange);
        }

        var owner = owners.OwnerOf(PartitionQuery.Find(exchange) is { } partition ? StreamParts.Of(pipeline, partition) : pipeline);
        return owner switch
        {
            { IsHere: true } => route.Handler(exchange),
            { Url: { } url } => relay.PassOnAsync(exchange, url, owner.Node ?? "?"),
            { Node: { } node } => throw NodeRelay.Elsewhere($"Node '{node}' has '{exchange.Route(name)}', and it tells no HTTP address. Ask it directly."),
            _ => throw NodeRelay.Elsewhere($"'{exchange.Route(name)}' moves to another node at this moment. Ask again."),
        };
    }

    private static EntityId? TryId(TenantId tenant, string key)
    {
        try
        {
            return new EntityId(tenant, PipelineDecider.Kind, key);
        }
        catch (InvalidIdentifierException)
        {
            return null;
        }
    }
}
