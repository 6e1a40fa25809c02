using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using FlexCore.Domain;

namespace FlexCore.Persistence.Records;

/// <summary>
/// Turns stream names into identities and hands out the same one for the same bytes again: reading an identity costs more than reading the rest of its row,
/// and the events of a stream lie among those of others. Direct-mapped, so it is bounded and needs no eviction. Used by one thread at a time.
/// </summary>
public sealed class EntityIdCache
{
    /// <summary>The most identities that are remembered.</summary>
    public const int SlotCount = 1_024;

    private (byte[] Name, EntityId Id)?[]? _slots;
    private byte[]? _lastName;
    private EntityId? _last;

    /// <summary>Reads a name.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <exception cref="InvalidIdentifierException">It is no stream name.</exception>
    public EntityId Get(ReadOnlySpan<byte> utf8)
    {
        if (_last is { } last && utf8.SequenceEqual(_lastName))
        {
            return last;
        }

        // A reader of one stream never needs the slots.
        var slots = _last is null ? null : _slots ??= new (byte[], EntityId)?[SlotCount];
        var slot = slots is null ? 0 : SlotOf(utf8);
        var found = slots?[slot] is { } known && utf8.SequenceEqual(known.Name) ? known : (Name: utf8.ToArray(), Id: EntityId.Parse(Encoding.UTF8.GetString(utf8)));
        slots?[slot] = found;
        (_lastName, _last) = (found.Name, found.Id);
        return found.Id;
    }

    private static int SlotOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length;
        while (utf8.Length >= sizeof(ulong))
        {
            hash = BitOperations.Crc32C(hash, BinaryPrimitives.ReadUInt64LittleEndian(utf8));
            utf8 = utf8[sizeof(ulong)..];
        }

        foreach (var b in utf8)
        {
            hash = BitOperations.Crc32C(hash, b);
        }

        return (int)(hash % SlotCount);
    }
}
