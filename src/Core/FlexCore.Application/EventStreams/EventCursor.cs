using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using FlexCore.Application.Feed;
using FlexCore.Domain;

namespace FlexCore.Application.EventStreams;

/// <summary>A place in a store's feed as clients keep it: opaque text that says which store it belongs to, and which event was the last one seen.</summary>
/// <param name="Store">The store that gave it.</param>
/// <param name="Feed">The place.</param>
/// <param name="Witness">The last event that the client was shown, or <see langword="null"/>: by it a store that was restored from a backup is noticed.</param>
internal sealed record EventCursor(StoreIdentity Store, FeedCursor Feed, EventWitness? Witness)
{
    private const byte FormatVersion = 1;
    private const int ChecksumBytes = 4;
    private const int ShardsMax = 65_536;

    /// <summary>The text form.</summary>
    public string Encode()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        var writer = new CursorWriter(buffer);
        writer.Byte(FormatVersion);
        writer.Bytes(Store.Id.ToByteArray());
        writer.Number(Store.RestoreEpoch);
        writer.Number(Feed.Offsets.Count);
        var previous = 0;
        foreach (var (shard, offset) in Feed.Offsets)
        {
            writer.Number(shard - previous);
            writer.Number(offset);
            previous = shard;
        }

        writer.Byte(Witness is null ? (byte)0 : (byte)1);
        if (Witness is { } seen)
        {
            writer.Text(seen.Stream.StreamId);
            writer.Number(seen.Version);
            writer.Bytes(seen.Id.ToByteArray());
        }

        Span<byte> checksum = stackalloc byte[ChecksumBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, ChecksumOf(buffer.WrittenSpan));
        buffer.Write(checksum);
        return Base64Url.EncodeToString(buffer.WrittenSpan);
    }

    /// <summary>Reads the text form.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The cursor, or <see langword="null"/> when the text is none.</returns>
    public static EventCursor? TryDecode(string text)
    {
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }

        if (bytes.Length <= ChecksumBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^ChecksumBytes..)) != ChecksumOf(bytes.AsSpan(..^ChecksumBytes)))
        {
            return null;
        }

        try
        {
            return Read(new CursorReader(bytes.AsMemory(..^ChecksumBytes)));
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            // Somebody made a checksum for it; it still is no cursor of ours.
            return null;
        }
    }

    private static EventCursor Read(CursorReader reader)
    {
        if (reader.Byte() != FormatVersion)
        {
            throw new FormatException("Another version of the format.");
        }

        var store = new StoreIdentity(new Guid(reader.Bytes(16)), reader.Number());
        var count = reader.Number();
        if (count is < 0 or > ShardsMax)
        {
            throw new FormatException("More shards than a store can have.");
        }

        var offsets = new KeyValuePair<int, long>[count];
        var shard = 0;
        for (var i = 0; i < offsets.Length; i++)
        {
            shard = checked(shard + (int)reader.Number());
            offsets[i] = new KeyValuePair<int, long>(shard, reader.Number());
        }

        var witness = reader.Byte() == 0 ? null : new EventWitness(EntityId.Parse(reader.Text()), reader.Number(), new Guid(reader.Bytes(16)));
        return reader.IsAtEnd ? new EventCursor(store, FeedCursor.Start.With(offsets), witness) : throw new FormatException("Bytes behind the end.");
    }

    // FNV-1a: it finds what was typed wrong or cut off, and is no proof against anybody.
    private static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 2_166_136_261u;
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 16_777_619u;
        }

        return hash;
    }
}
