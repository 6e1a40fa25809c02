using System.Text.Json.Serialization.Metadata;
using FlexCore.Api.Bodies;

namespace FlexCore.Api.Routing;

/// <summary>A request or response body of a route, for its documentation.</summary>
/// <param name="Description">What it holds.</param>
/// <param name="ContentTypes">The content types it may have.</param>
internal sealed record RouteBody(string Description, params IReadOnlyList<string> ContentTypes)
{
    /// <summary>The type whose schema is shown, or <see langword="null"/> for any content.</summary>
    public JsonTypeInfo? Type { get; init; }

    /// <summary>The members of a JSON request, or <see langword="null"/>.</summary>
    public BodyShape? Shape { get; init; }

    /// <summary>A JSON answer.</summary>
    /// <param name="description">What it holds.</param>
    /// <param name="type">The type whose schema is shown.</param>
    public static RouteBody Json(string description, JsonTypeInfo? type = null) => new(description, "application/json") { Type = type };

    /// <summary>A JSON request.</summary>
    /// <param name="description">What it holds.</param>
    /// <param name="shape">Its members.</param>
    public static RouteBody Of(string description, BodyShape shape) => new(description, "application/json") { Shape = shape };
}
