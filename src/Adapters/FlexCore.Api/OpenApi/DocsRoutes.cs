using System.Text;
using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.Nodes;

namespace FlexCore.Api.OpenApi;

/// <summary>Serves what the API says about itself. Both are written once.</summary>
/// <param name="table">The routes, these included.</param>
/// <param name="node">The node.</param>
internal sealed class DocsRoutes(Lazy<RouteTable> table, INode node) : IRouteSet
{
    private readonly Lazy<byte[]> _document = new(() => OpenApiDocument.Write(table.Value, node.Version));
    private readonly Lazy<byte[]> _page = new(() => Encoding.UTF8.GetBytes(DocsPage.Write(table.Value, node.Version)));

    /// <inheritdoc/>
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/api/v1/openapi.json", AnswerStyle.Problem, "The OpenAPI document of all routes.", exchange => SendAsync(exchange, "application/json", _document.Value))
        {
            Response = RouteBody.Json("An OpenAPI 3.1 document."),
        },
        new("GET", "/api/v1/docs", AnswerStyle.Problem, "The API as a page for people.", exchange => SendAsync(exchange, "text/html; charset=utf-8", _page.Value))
        {
            Response = new RouteBody("A page that needs nothing from elsewhere.", "text/html"),
        },
    ];

    private static Task SendAsync(ApiExchange exchange, string contentType, byte[] body)
    {
        var response = exchange.Http.Response;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(body, exchange.Aborted).AsTask();
    }
}
