using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Reference;

/// <summary>The HTTP poll source.</summary>
internal static class PollEntry
{
    /// <summary>Headers of HTTP requests.</summary>
    public static ReferenceKey Headers { get; } = new("headers", "headers of every request", "–", KeyType.Mapping("names: values", KeyType.Text));

    /// <summary>How long a request may take.</summary>
    public static ReferenceKey Timeout { get; } = new("timeout", "how long one request and its answer may take, from 10ms to 1h", "`30s`", KeyType.Duration);

    /// <summary>How often a request is repeated.</summary>
    public static ReferenceKey Retries { get; } = new(
        "retries",
        "how often a request is tried again before the run restarts from its checkpoint",
        "`4`",
        KeyType.Count(0, PipelineLimits.MaxRetries));

    private static readonly IReadOnlyList<ReferenceKey> Pages =
    [
        new("link", "`true`: the `Link` header with `rel=\"next\"` names the next page", "`false`", KeyType.Flag),
        new("next", "gives the address of the next page, absolute or relative; null, missing or empty ends the poll", "–", KeyType.Expression),
        new("number", "the query parameter that takes the page's number; a page without records ends the poll", "–", KeyType.Text),
        new("first", "with `number`: the number of the first page", "`1`", KeyType.Count(0, int.MaxValue)),
        new(
            "cursor",
            "gives the place behind the page, for endpoints that always give one (an offset, the last id). The same place again ends the poll; the next poll goes on there, also after a restart",
            "–",
            KeyType.Expression),
        new("parameter", "with `cursor`: the query parameter that takes it", "`cursor`", KeyType.Text),
        new("stop", "when it is truthy, the page is the last one of the poll", "–", KeyType.Expression),
        new("limit", "the most pages of one poll", "`1000`", KeyType.Count(1, PipelineLimits.MaxPages)),
    ];

    /// <summary>The source.</summary>
    public static ReferenceEntry Entry { get; } = new(
        "poll",
        "Asks an HTTP endpoint for JSON, once or again and again. Time-outs, 408, 425, 429 and 5xx are tried again with growing pauses, or after the server's `Retry-After` (at most an hour); other refusals end the run. "
        + "ETag and Last-Modified of the first page are sent back, so an unchanged answer is not read again. Expressions see `body`, `headers` (by lower-case name), `page` (from 1) and `count` (records in the page). "
        + "The checkpoint holds the next page or the cursor. A server may answer the same request differently, so what it answers after a crash counts: at least once, and not deterministic. "
        + "Redirects and further pages must stay at the scheme, host and port of `url`; addresses inside the own network are allowed, because whoever writes the pipeline chooses them. "
        + "Put secrets into `headers` by `${variables}`: headers and queries appear in no message and no log line.",
        "the poll source",
        [
            new("url", "the address of the first page: http or https, without user and password", ReferenceKey.Required, KeyType.Text),
            new("every", "from the beginning of one poll to the next", "once, then the input ends", KeyType.Duration),
            new("method", "`get`, `post`, `put` or `patch`", "`get`", KeyType.Choice<HttpVerb>()),
            Headers,
            new("body", "the JSON body of every request", "–", KeyType.Text),
            new("records", "finds the records in an answer: an array, or one object", "`body`", KeyType.Expression),
            new("pages", "how to find further pages: exactly one of `link`, `next`, `number` and `cursor`", "one page", KeyType.Object("the pages of a poll", Pages)),
            Timeout,
            Retries,
            new("maxBody", "the largest answer in bytes, after decompression", "`16777216`", KeyType.Count(1, PipelineLimits.MaxHttpBody)),
            new("redirects", "how many redirects one request follows", "`3`", KeyType.Count(0, PipelineLimits.MaxRedirects)),
        ],
        [
            "poll: https://example.com/items",
            "poll: { url: \"https://example.com/items\", every: 30s, records: body.items, pages: { next: body.next } }",
            "poll: { url: \"https://example.com/events?limit=100\", every: 5s, headers: { Accept-Language: en }, pages: { cursor: body.last, parameter: since, stop: count < 100 } }",
            "poll: { url: \"https://example.com/items\", pages: { number: page, first: 0, stop: count < 50, limit: 20 } }",
            "poll: { url: \"https://example.com/search\", method: post, body: '{\"q\":\"open\"}', pages: { link: true } }",
        ])
    {
        Short = KeyType.Text,
    };
}
