using FlexCore.Api.Limits;

namespace FlexCore.Api.Ingest;

/// <summary>The bounds of records in one body.</summary>
/// <param name="RecordBytesMax">The most bytes of one record.</param>
/// <param name="RecordsMax">The most records.</param>
/// <param name="DepthMax">How deep a record may nest.</param>
internal readonly record struct IngestLimits(int RecordBytesMax, int RecordsMax, int DepthMax)
{
    /// <summary>The configured bounds.</summary>
    /// <param name="options">The API's options.</param>
    public static IngestLimits Of(ApiOptions options) => new(options.RecordBytesMax, options.RecordsMax, options.JsonDepthMax);
}
