using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Reference;

/// <summary>The HTTP sink.</summary>
internal static class HttpSinkEntry
{
    /// <summary>The sink.</summary>
    public static ReferenceEntry Entry { get; } = new(
        "http",
        "Sends rows in batches to an HTTP endpoint, at least once. Every request has `Idempotency-Key: RUN/FIRST-LAST` with the numbers of its rows in the run, so that a receiver can leave out what it has; "
        + "rows since the last checkpoint come again after a crash. Time-outs, 408, 425, 429 and 5xx are tried again with growing pauses, or after the server's `Retry-After` (at most an hour), then the run restarts from its checkpoint; "
        + "an endpoint that keeps failing is left alone for 15 seconds at a time. A batch refused with 400, 409, 413 or 422 is halved until the refused rows stand alone: they meet the pipeline's `onError`, with reason `sink-rejected`. "
        + "Any other refusal ends the run. Redirects are not followed. Put secrets into `headers` by `${variables}`: headers and queries appear in no message and no log line.",
        "the http sink",
        [
            new("url", "the address: http or https, without user and password", ReferenceKey.Required, KeyType.Text),
            new("method", "`post`, `put` or `patch`", "`post`", KeyType.Choice<HttpVerb>()),
            PollEntry.Headers,
            new("body", "`ndjson`: an object per line; `json`: one array", "`ndjson`", KeyType.Choice<HttpBody>()),
            new("batch", "the most rows in one request; a request also ends at 1 MiB", "`500`", KeyType.Count(1, PipelineLimits.MaxHttpBatch)),
            new("linger", "how long rows of a source without an end wait for more", "`1s`", KeyType.Duration),
            PollEntry.Timeout,
            PollEntry.Retries,
        ],
        ["http: https://example.com/ingest", "http: { url: \"https://example.com/ingest\", batch: 100, body: json, headers: { X-Source: flexcore } }"])
    {
        Short = KeyType.Text,
    };
}
