using FlexCore.Application.Journal;

namespace FlexCore.Persistence.Records;

/// <summary>The checksum of a stored snapshot. The order of its fields is part of the stored format.</summary>
public static class SnapshotChecksum
{
    /// <summary>CRC-32C over every field.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static long Of(StoredSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var checksum = RecordChecksum.Start();
        checksum.Add(snapshot.Stream.StreamId);
        checksum.Add(snapshot.Version);
        checksum.Add(snapshot.Type);
        checksum.Add(snapshot.SchemaVersion);
        checksum.Add(snapshot.Payload.Span);
        return checksum.Value;
    }
}
