using FlexCore.Api.Cluster;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Cluster;

namespace FlexCore.Api.V1;

/// <summary>The route of singletons.</summary>
/// <param name="singletons">Who runs what.</param>
internal sealed class SingletonRoutes(ISingletonList singletons) : IRouteSet
{
    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/api/v1/cluster/singletons", AnswerStyle.Problem, "The leader and every component that runs on one node: who, since when, epoch, and what it did last. A node alone runs them all.", ListAsync)
        {
            Response = RouteBody.Json("The singletons, the leader first.", SingletonApiJson.Default.SingletonPage),
        },
    ];

    private async Task ListAsync(ApiExchange exchange)
    {
        PageReader.RequireKnown(exchange, []);
        await JsonAnswer.WriteAsync(exchange, new SingletonPage(await singletons.ListAsync(exchange.Aborted)), SingletonApiJson.Default.SingletonPage);
    }
}
