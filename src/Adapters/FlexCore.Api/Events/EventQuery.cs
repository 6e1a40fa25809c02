using FlexCore.Api.Requests;
using FlexCore.Api.Routing;
using FlexCore.Application.EventStreams;

namespace FlexCore.Api.Events;

/// <summary>Reads which events of the feed are wanted.</summary>
internal static class EventQuery
{
    /// <summary>The parameters that filter.</summary>
    public static IReadOnlyList<RouteParameter> Parameters { get; } =
    [
        RouteParameter.Query("kind", "Only events of entities of this kind, for example event-stream, pipeline, data-stream or event-topic."),
        RouteParameter.Query("stream", "Only events of the stream, or entity, of this name."),
        RouteParameter.Query("type", "Only events of this type."),
        RouteParameter.Query("tag", "Only users' events with this tag."),
        RouteParameter.Query("correlation", "Only events of this chain of work."),
    ];

    /// <summary>The filter of a request.</summary>
    /// <param name="exchange">The request.</param>
    public static EventFilter FilterOf(ApiExchange exchange) => new()
    {
        Kind = Text(exchange, "kind"),
        Stream = Text(exchange, "stream"),
        Type = Text(exchange, "type"),
        Tag = Text(exchange, "tag"),
        CorrelationId = Text(exchange, "correlation"),
    };

    private static string? Text(ApiExchange exchange, string name) => exchange.Http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
