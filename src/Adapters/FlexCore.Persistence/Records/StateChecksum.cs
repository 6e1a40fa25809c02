using FlexCore.Application.TimeTravel;

namespace FlexCore.Persistence.Records;

/// <summary>The checksum of a kept state. The order of its fields is part of the stored format.</summary>
public static class StateChecksum
{
    /// <summary>CRC-32C over every field.</summary>
    /// <param name="snapshot">The kept state.</param>
    public static long Of(StateSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var checksum = RecordChecksum.Start();
        checksum.Add(snapshot.Stream.StreamId);
        checksum.Add(snapshot.Shape);
        checksum.Add(snapshot.Version);
        checksum.Add(snapshot.NewestAt.UtcTicks);
        checksum.Add(snapshot.CreatedAt.UtcTicks);
        checksum.Add(snapshot.State.Span);
        return checksum.Value;
    }
}
