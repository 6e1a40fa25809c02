namespace FlexCore.Streams.Definition;

/// <summary>How records are written as text.</summary>
public enum RecordFormat
{
    /// <summary>One JSON object per line.</summary>
    Ndjson,

    /// <summary>Comma-separated values with a header (RFC 4180).</summary>
    Csv,
}
