namespace FlexCore.Api.Problems;

/// <summary>The codes that the HTTP layer gives itself. Those of refusals come from the use cases.</summary>
internal static class ProblemCodes
{
    public const string MalformedJson = "malformed-json";
    public const string MalformedRequest = "malformed-request";
    public const string MalformedGzip = "malformed-gzip";
    public const string UnknownNode = "unknown-node";
    public const string UnknownEdge = "unknown-edge";
    public const string UnknownField = "unknown-field";
    public const string BadField = "bad-field";
    public const string BadQuery = "bad-query";
    public const string BadName = "bad-name";
    public const string BadCursor = "bad-cursor";
    public const string NotUtf8 = "not-utf8";
    public const string NoRecords = "no-records";
    public const string RouteNotFound = "route-not-found";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string RequestTimeout = "request-timeout";
    public const string BodyTooLarge = "body-too-large";
    public const string RecordTooLarge = "record-too-large";
    public const string TooManyRecords = "too-many-records";
    public const string InflatedTooLarge = "inflated-too-large";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string UnsupportedEncoding = "unsupported-encoding";
    public const string RateLimited = "rate-limited";
    public const string TooManySubscribers = "too-many-subscribers";
    public const string HeadersTooLarge = "headers-too-large";
    public const string Overloaded = "overloaded";
    public const string NotOwner = "not-owner";
    public const string NotLeader = "not-leader";
    public const string NotClustered = "not-clustered";
    public const string OutcomeUnknown = "outcome-unknown";
    public const string EventNotReadable = "event-not-readable";
    public const string Scavenged = "scavenged";
    public const string PersonalDataUnavailable = "personal-data-unavailable";
    public const string StorageFull = "storage-full";
    public const string StorageUnavailable = "storage-unavailable";
    public const string EntityFailed = "entity-failed";
    public const string Stopping = "stopping";
    public const string CommandIncomplete = "command-incomplete";
    public const string Internal = "internal";
    public const string Refused = "refused";
}
