using FlexCore.Application.Streams;

namespace FlexCore.Persistence.Records;

/// <summary>The checksum of a stored checkpoint. The order of its fields is part of the stored format.</summary>
public static class CheckpointChecksum
{
    /// <summary>CRC-32C over every field.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    public static long Of(StreamCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var checksum = RecordChecksum.Start();
        checksum.Add(checkpoint.Stream.StreamId);
        checksum.Add(checkpoint.RunId);
        checksum.Add(checkpoint.Sequence);
        checksum.Add(checkpoint.Fingerprint);
        checksum.Add(checkpoint.Payload.Span);
        return checksum.Value;
    }
}
