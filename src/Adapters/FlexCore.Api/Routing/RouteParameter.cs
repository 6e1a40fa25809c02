namespace FlexCore.Api.Routing;

/// <summary>A query parameter or header of a route, for its documentation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In"><c>query</c> or <c>header</c>.</param>
/// <param name="Description">Meaning, range and default.</param>
internal sealed record RouteParameter(string Name, string In, string Description)
{
    /// <summary>Its JSON type.</summary>
    public string Type { get; init; } = "string";

    /// <summary>A query parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">Meaning, range and default.</param>
    /// <param name="type">Its JSON type.</param>
    public static RouteParameter Query(string name, string description, string type = "string") => new(name, "query", description) { Type = type };

    /// <summary>A header.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">Meaning and range.</param>
    public static RouteParameter Header(string name, string description) => new(name, "header", description);
}
