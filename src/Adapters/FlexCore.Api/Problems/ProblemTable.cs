using System.Collections.Frozen;

namespace FlexCore.Api.Problems;

/// <summary>
/// Every code with its HTTP status, in one place: the codes of the HTTP layer and those of refusals. A refusal whose code is not here
/// (of a user's own aggregate) is answered with 409.
/// </summary>
internal static class ProblemTable
{
    private static readonly ProblemEntry Unknown = new(ProblemCodes.Refused, 409, "The request was refused");

    /// <summary>The rows, by status and code.</summary>
    public static IReadOnlyList<ProblemEntry> Rows { get; } =
    [
        new(ProblemCodes.BadCursor, 400, "The cursor does not belong here"),
        new("bad-event", 400, "An event cannot be taken"),
        new(ProblemCodes.BadField, 400, "A field has a wrong value"),
        new(ProblemCodes.BadName, 400, "A name breaks its rule"),
        new("bad-order", 400, "The order is not complete"),
        new("bad-position", 400, "The position does not exist"),
        new(ProblemCodes.BadQuery, 400, "A query parameter is wrong"),
        new("bad-records", 400, "The records cannot be taken"),
        new("bad-text", 400, "A text breaks its rule"),
        new("invalid-document", 400, "The document has mistakes"),
        new(ProblemCodes.MalformedGzip, 400, "The body is not gzip"),
        new(ProblemCodes.MalformedJson, 400, "The body is not JSON"),
        new(ProblemCodes.MalformedRequest, 400, "The request is not HTTP as the server reads it"),
        new("name-mismatch", 400, "The document's name is another"),
        new("no-principal", 400, "The request has no principal"),
        new(ProblemCodes.NoRecords, 400, "The body has no record"),
        new("not-a-websocket", 400, "The route speaks WebSocket"),
        new(ProblemCodes.NotUtf8, 400, "The body is not UTF-8"),
        new("unbounded-source", 400, "The source does not end"),
        new(ProblemCodes.UnknownField, 400, "The request has an unknown field"),
        new("cross-origin", 403, "A page of another site asks"),
        new("not-local", 403, "Only this machine is served"),
        new("wrong-tenant", 403, "Another tenant owns this"),
        new("entity-not-found", 404, "The entity does not exist"),
        new("job-not-found", 404, "The job does not exist"),
        new("pipeline-not-found", 404, "The pipeline does not exist"),
        new(ProblemCodes.RouteNotFound, 404, "The route does not exist"),
        new("stream-not-found", 404, "The stream does not exist"),
        new(ProblemCodes.UnknownEdge, 404, "The stream has no such edge"),
        new(ProblemCodes.UnknownNode, 404, "The cluster has no such node"),
        new("unknown-step", 404, "The step does not exist"),
        new("version-not-found", 404, "The version does not exist"),
        new(ProblemCodes.MethodNotAllowed, 405, "The method is not allowed here"),
        new(ProblemCodes.RequestTimeout, 408, "The request came too slowly"),
        new("counters-went-back", 409, "The counters went back"),
        new("definition-changed", 409, "The definition has changed"),
        new("dependency-cycle", 409, "The steps would wait for each other"),
        new("duplicate-dependency", 409, "A dependency is named twice"),
        new("duplicate-step", 409, "The step exists already"),
        new("job-ended", 409, "The job has ended"),
        new("job-files-missing", 409, "The job's files are on another node"),
        new("last-step", 409, "The last step stays"),
        new("no-topic", 409, "The stream reads no event topic"),
        new(ProblemCodes.NotClustered, 409, "The node is alone"),
        new("nothing-to-resume", 409, "There is no run to resume"),
        new("other-run", 409, "Another run is current"),
        new("pipeline-archived", 409, "The pipeline is archived"),
        new("pipeline-exists", 409, "The pipeline exists already"),
        new("pipeline-has-no-steps", 409, "The pipeline has no steps"),
        new("pipeline-wrong-status", 409, "The pipeline's status does not allow it"),
        new(ProblemCodes.Refused, 409, "The request was refused"),
        new("run-completed", 409, "The run has completed"),
        new("run-id-used", 409, "The run id is used"),
        new("stale-attempt", 409, "The attempt was taken over"),
        new("stale-checkpoint", 409, "The checkpoint is old"),
        new("step-is-needed", 409, "Another step depends on it"),
        new("steps-in-document", 409, "The steps come from the document"),
        new("stream-is-running", 409, "The stream is running"),
        new("stream-not-running", 409, "The stream is not running"),
        new("too-many-steps", 409, "The pipeline has too many steps"),
        new("unknown-dependency", 409, "A dependency does not exist"),
        new("wrong-expected-version", 409, "The stream has another version"),
        new("append-too-large", 413, "The append is too large"),
        new(ProblemCodes.BodyTooLarge, 413, "The body is too large"),
        new(ProblemCodes.InflatedTooLarge, 413, "The inflated body is too large"),
        new(ProblemCodes.RecordTooLarge, 413, "A record is too large"),
        new(ProblemCodes.TooManyRecords, 413, "The request has too many records"),
        new(ProblemCodes.UnsupportedEncoding, 415, "The content encoding is not supported"),
        new(ProblemCodes.UnsupportedMediaType, 415, "The content type is not supported"),
        new("idempotency-key-reused", 422, "The idempotency key belongs to another request"),
        new("backlog-full", 429, "Too much waits to be processed"),
        new(ProblemCodes.Overloaded, 429, "Too much waits to be written"),
        new(ProblemCodes.RateLimited, 429, "Too many requests"),
        new("too-many-streams", 429, "Too many streams are at work"),
        new(ProblemCodes.TooManySubscribers, 429, "Too many open event streams"),
        new(ProblemCodes.HeadersTooLarge, 431, "The headers are too large"),
        new(ProblemCodes.Internal, 500, "FlexCore failed in a way it does not know"),
        new(ProblemCodes.EntityFailed, 503, "The entity failed"),
        new(ProblemCodes.NotLeader, 503, "The node does not lead"),
        new(ProblemCodes.NotOwner, 503, "Another node serves this"),
        new("not-serving", 503, "The node has lost touch with its cluster"),
        new(ProblemCodes.OutcomeUnknown, 503, "The outcome is unknown"),
        new(ProblemCodes.Stopping, 503, "The node is stopping"),
        new(ProblemCodes.StorageFull, 503, "The store is full"),
        new(ProblemCodes.StorageUnavailable, 503, "The store is not available"),
    ];

    private static readonly FrozenDictionary<string, ProblemEntry> ByCode = Rows.ToFrozenDictionary(row => row.Code, StringComparer.Ordinal);

    /// <summary>The row of a code.</summary>
    /// <param name="code">The code of a refusal or of this layer.</param>
    public static ProblemEntry Find(string code) => ByCode.GetValueOrDefault(code, Unknown);
}
