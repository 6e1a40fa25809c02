using FlexCore.Application.EventStreams;

namespace FlexCore.Application.EventTransfer;

/// <summary>Which events are to be exported.</summary>
/// <param name="Filter">Which ones.</param>
public sealed record ExportRequest(EventFilter Filter)
{
    /// <summary>Only those behind this cursor, as an export or an answer of the feed gave it; <see langword="null"/> from the first one on.</summary>
    public string? After { get; init; }

    /// <summary>Only those up to this cursor; <see langword="null"/> up to where the store stands now. An export that was cut off goes on with the one in its first line.</summary>
    public string? Until { get; init; }
}
