namespace FlexCore.Streams.Definition;

/// <summary>How an HTTP sink writes a batch.</summary>
public enum HttpBody
{
    /// <summary>One JSON object a line, <c>application/x-ndjson</c>.</summary>
    Ndjson,

    /// <summary>One JSON array, <c>application/json</c>.</summary>
    Json,
}
