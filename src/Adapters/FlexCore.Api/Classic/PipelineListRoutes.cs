using FlexCore.Api.Limits;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;

namespace FlexCore.Api.Classic;

/// <summary>The list of pipelines under its classic path. Its shape is ours: no classic program had one.</summary>
/// <param name="pipelines">The use cases.</param>
/// <param name="identity">The node's name.</param>
/// <param name="options">The most entries.</param>
internal sealed class PipelineListRoutes(IPipelines pipelines, NodeIdentity identity, ApiOptions options) : IRouteSet
{
    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/pipelines", AnswerStyle.Text, "The first pipelines by name; /api/v1/pipelines has them all.", ListAsync)
        {
            Response = RouteBody.Json("count (of all), node_id, pipelines (id, name, description, status, version, owner, created_at, updated_at)."),
        },
    ];

    private async Task ListAsync(ApiExchange exchange)
    {
        var page = await pipelines.ListAsync(exchange.NewCall(), new PageQuery { Limit = options.PageSizeMax }, exchange.Aborted);
        await ClassicJson.WriteAsync(exchange, json =>
        {
            json.WriteNumber("count", page.Total ?? page.Items.Count);
            json.WriteString("node_id", identity.Id);
            json.WriteStartArray("pipelines");
            foreach (var pipeline in page.Items)
            {
                json.WriteStartObject();
                json.WriteString("id", pipeline.Key);
                json.WriteString("name", pipeline.Name);
                json.WriteString("description", pipeline.Description);
                json.WriteString("status", pipeline.Status);
                json.WriteNumber("version", pipeline.Version);
                json.WriteString("owner", pipeline.Owner);
                json.WriteString("created_at", pipeline.CreatedAt);
                json.WriteString("updated_at", pipeline.UpdatedAt);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }
}
