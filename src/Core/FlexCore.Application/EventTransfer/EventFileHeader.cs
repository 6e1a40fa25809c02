using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;

namespace FlexCore.Application.EventTransfer;

/// <summary>The first line of an export: where its events come from, and which they are.</summary>
/// <param name="Store">The store that was exported.</param>
/// <param name="Filter">Which events were wanted.</param>
/// <param name="After">The cursor behind which it begins; <see langword="null"/> for the first event of all.</param>
/// <param name="Until">The cursor at which it ends: where the store stood when the export began.</param>
public sealed record EventFileHeader(StoreIdentity Store, EventFilter Filter, string? After, string Until)
{
    /// <summary>Of a piece of a file: the number that its next line has in the file. 0 when it is no piece.</summary>
    public long FirstLine { get; init; }

    /// <summary>Of a piece of a file that is only tried: the versions that its streams have by what stands before it in the file.</summary>
    public IReadOnlyDictionary<string, long> Planned { get; init; } = new Dictionary<string, long>();

    /// <summary>Whether another header goes on with the same export.</summary>
    /// <param name="next">The other header.</param>
    public bool IsContinuedBy(EventFileHeader next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next.Store == Store && next.Filter == Filter && next.Until == Until;
    }
}
