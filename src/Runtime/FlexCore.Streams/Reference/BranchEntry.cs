using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Reference;

/// <summary>The branch step.</summary>
internal static class BranchEntry
{
    private static readonly ReferenceKey[] Content =
    [
        new("steps", "what happens to the records of this route, in order; branches may stand inside", "none", KeyType.Steps),
        new("sink", "where the records of this route go; it ends there", "they flow on", KeyType.Sink),
        new("sinks", "several sinks", "they flow on", KeyType.Either(KeyType.Sink, KeyType.List("list of sinks", KeyType.Sink))),
    ];

    /// <summary>The entry.</summary>
    public static ReferenceEntry Step { get; } = new(
        "branch",
        "Sends records down named routes. A route has `when`, `steps` and perhaps a `sink` or `sinks`: then its records end there. The records of routes without sinks flow on behind the branch, in input order, together with "
        + "records that match no route; `otherwise: drop` drops the latter, `otherwise: { steps, sink }` is a route for them. With `match: all` a record goes down every route that matches, and may come out several times, in the order of the routes. "
        + "Behind the branch a record has the fields of all routes that flow on, in the order in which they first occur; a field that its own route does not have is missing. The pipeline needs a sink of its own only when records flow on. "
        + "Dead letters name a step inside a route as `3.errors.1:map`.",
        "the branch step",
        [
            new(
                "routes",
                FormattableString.Invariant($"names (letters, digits, `-`, `_`) and routes, asked in this order; at most {PipelineLimits.MaxRoutes - 1}, and at most {PipelineLimits.MaxBranchDepth} branches inside each other"),
                ReferenceKey.Required,
                KeyType.Mapping("names: routes", KeyType.Object("the route", [new("when", "the expression that lets a record in", ReferenceKey.Required, KeyType.Expression), .. Content]))),
            new("match", "`first`: a record takes the first route that matches; `all`: every one", "`first`", KeyType.Choice<RouteMatch>()),
            new(
                RouteDefinition.OtherwiseName,
                "what happens to records that match no route: `drop`, or a mapping with `steps`, `sink`, `sinks`",
                "they flow on unchanged",
                KeyType.Either(KeyType.Choice("drop"), KeyType.Object("the otherwise route", Content))),
        ],
        [
            "branch: { routes: { errors: { when: status >= 500, sink: { file: errors.ndjson } }, slow: { when: latency > 1, steps: [ { map: { slow: \"true\" } } ] } } }",
            "branch: { match: all, routes: { big: { when: bytes > 1000, steps: [ { select: [host, bytes] } ] }, bad: { when: status >= 400, sinks: [ { file: bad.csv }, { file: bad.ndjson } ] } }, otherwise: drop }",
            "branch: { routes: { get: { when: method == 'GET', sink: { file: get.csv } } }, otherwise: { steps: [ { map: { kind: \"'other'\" } } ] } }",
        ]);
}
