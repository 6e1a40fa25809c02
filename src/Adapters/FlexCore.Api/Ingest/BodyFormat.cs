namespace FlexCore.Api.Ingest;

/// <summary>How a body holds its records.</summary>
internal enum BodyFormat
{
    /// <summary>One JSON value, or an array of records.</summary>
    Json,

    /// <summary>One JSON value per line.</summary>
    Ndjson,
}
