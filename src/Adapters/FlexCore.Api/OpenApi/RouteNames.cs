using FlexCore.Api.Problems;
using FlexCore.Api.Routing;

namespace FlexCore.Api.OpenApi;

/// <summary>What the documentation of a route is called and lists.</summary>
internal static class RouteNames
{
    // What every route may answer: the frame of requests gives these.
    private static readonly string[] Everywhere =
    [
        ProblemCodes.RateLimited, ProblemCodes.Internal, ProblemCodes.StorageFull, ProblemCodes.StorageUnavailable, ProblemCodes.EntityFailed, ProblemCodes.OutcomeUnknown, ProblemCodes.Stopping, "not-local",
    ];

    /// <summary>A unique name of a route, for generated clients.</summary>
    /// <param name="route">The route.</param>
    public static string OperationOf(ApiRoute route)
    {
        var words = route.Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word is "api" or "v1")
            .Select(word => word.StartsWith('{') ? "By" + Capital(word.Trim('{', '}')) : string.Concat(word.Split('-', '.').Select(Capital)));
        return $"{(route.Pattern.StartsWith("/api/", StringComparison.Ordinal) ? "" : "classic")}{Capital(route.Method.ToLowerInvariant())}{string.Concat(words)}";
    }

    /// <summary>The parts in braces of a route's path.</summary>
    /// <param name="route">The route.</param>
    public static IEnumerable<string> PathParametersOf(ApiRoute route) =>
        route.Pattern.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));

    /// <summary>What a part in braces is.</summary>
    /// <param name="name">Its name.</param>
    public static string DescribePath(string name) => name == "id" ? "The id." : "The name: 1 to 200 of A-Z a-z 0-9 - _ . :, beginning with a letter or digit.";

    /// <summary>The problems of a route by status.</summary>
    /// <param name="route">The route.</param>
    public static IEnumerable<IGrouping<int, ProblemEntry>> ProblemsOf(ApiRoute route) => route.Problems.Concat(BodyProblems(route)).Concat(Everywhere)
        .Concat(route.Method != "GET" && route.Problems.Count > 0 ? ["idempotency-key-reused"] : [])
        .Concat(route.Parameters.Any(parameter => parameter.In == "query") ? [ProblemCodes.BadQuery] : [])
        .Concat(route.Pattern.Contains('{', StringComparison.Ordinal) ? [ProblemCodes.BadName] : [])
        .Distinct(StringComparer.Ordinal).Select(ProblemTable.Find).GroupBy(entry => entry.Status).OrderBy(group => group.Key);

    private static IEnumerable<string> BodyProblems(ApiRoute route) => route.Request is null ? [] :
    [
        ProblemCodes.MalformedJson, ProblemCodes.UnknownField, ProblemCodes.BadField, ProblemCodes.NotUtf8, ProblemCodes.BodyTooLarge, ProblemCodes.RequestTimeout,
        ProblemCodes.UnsupportedMediaType, ProblemCodes.UnsupportedEncoding,
    ];

    private static string Capital(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
