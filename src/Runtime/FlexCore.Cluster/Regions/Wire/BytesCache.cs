using System.Diagnostics.CodeAnalysis;

namespace FlexCore.Cluster.Regions.Wire;

/// <summary>Remembers what bytes stand for; each place holds the newest that fell on it.</summary>
/// <remarks>Thread-safe without locks: an entry is replaced as a whole. Bounded by its number of places; long keys are not kept.</remarks>
internal sealed class BytesCache<T>(int places)
{
    private const int KeyLengthMax = 512;
    private readonly Entry?[] _entries = new Entry?[places];

    internal bool TryGet(ReadOnlySpan<byte> key, [MaybeNullWhen(false)] out T value)
    {
        var entry = Volatile.Read(ref _entries[PlaceOf(key)]);
        if (entry is not null && key.SequenceEqual(entry.Key))
        {
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    internal void Set(ReadOnlySpan<byte> key, T value)
    {
        if (key.Length <= KeyLengthMax)
        {
            Volatile.Write(ref _entries[PlaceOf(key)], new Entry(key.ToArray(), value));
        }
    }

    private uint PlaceOf(ReadOnlySpan<byte> key) => Transport.Wire.Frame.Checksum(key) % (uint)_entries.Length;

    private sealed record Entry(byte[] Key, T Value);
}
