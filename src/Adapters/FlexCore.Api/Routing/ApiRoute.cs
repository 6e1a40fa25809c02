using FlexCore.Api.Requests;

namespace FlexCore.Api.Routing;

/// <summary>One route: what is served and how it is documented. Serving, the OpenAPI document and ROUTES.md all read this.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Pattern">The path; parts in braces are names.</param>
/// <param name="Style">How it speaks.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Handler">What answers.</param>
internal sealed record ApiRoute(string Method, string Pattern, AnswerStyle Style, string Summary, ApiHandler Handler)
{
    /// <summary>The status of success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The body it takes, or <see langword="null"/>.</summary>
    public RouteBody? Request { get; init; }

    /// <summary>What success answers, or <see langword="null"/> for no body.</summary>
    public RouteBody? Response { get; init; }

    /// <summary>Query parameters and headers.</summary>
    public IReadOnlyList<RouteParameter> Parameters { get; init; } = [];

    /// <summary>The codes of problems that this route answers beside those that every route may answer.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether the answer is an event stream that stays open.</summary>
    public bool IsEventStream { get; init; }

    /// <summary>The part of the path that names the stream this is about, or <see langword="null"/>. In a cluster the stream's node answers.</summary>
    public string? StreamName { get; init; }

    /// <summary>What stands before that name in the key of the stream's pipeline: <c>job:</c> for jobs.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>The area of the API, for grouping.</summary>
    public string Area => Style == AnswerStyle.Text ? "classic" : Pattern.Split('/') is { Length: > 3 } parts ? parts[3] : "api";
}
