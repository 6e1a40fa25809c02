using FlexCore.Application.Retention;

namespace FlexCore.Persistence.Records;

/// <summary>The checksum of a scavenge mark. The order of its fields is part of the stored format.</summary>
public static class ScavengeChecksum
{
    /// <summary>CRC-32C over every field.</summary>
    /// <param name="mark">The mark.</param>
    public static long Of(ScavengeMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        var checksum = RecordChecksum.Start();
        checksum.Add(mark.Stream.StreamId);
        checksum.Add(mark.Version);
        checksum.Add(mark.Hash.Span);
        checksum.Add(mark.At.UtcTicks);
        return checksum.Value;
    }
}
