using System.Runtime.CompilerServices;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Keys;

/// <summary>Numbers the different keys it sees: 0, 1, 2, … in order of first sight.</summary>
/// <remarks>
/// Open addressing with linear probing over an array of (part of the hash, number), at most half full: a look-up of a known key touches one or two
/// cache lines, compares the key once and allocates nothing. New keys are detached from the source's buffers.
/// Owned by one partition of one operator; not thread-safe.
/// </remarks>
internal sealed class KeyTable
{
    private const int InitialBuckets = 16;

    private readonly int _parts;
    private Bucket[] _buckets = new Bucket[InitialBuckets];
    private Value[] _keys;
    private ulong[] _hashes = new ulong[InitialBuckets / 2];

    /// <summary>Creates an empty table.</summary>
    /// <param name="parts">How many values make a key.</param>
    public KeyTable(int parts)
    {
        _parts = parts;
        _keys = new Value[parts * InitialBuckets / 2];
    }

    /// <summary>How many keys there are.</summary>
    public int Count { get; private set; }

    /// <summary>A key's parts.</summary>
    /// <param name="number">The key's number.</param>
    public ReadOnlySpan<Value> Key(int number) => _keys.AsSpan(number * _parts, _parts);

    /// <summary>A key's hash.</summary>
    /// <param name="number">The key's number.</param>
    public ulong Hash(int number) => _hashes[number];

    /// <summary>Finds the key that lies in some cells of a row, and adds it when it is new.</summary>
    /// <param name="hash">The key's hash.</param>
    /// <param name="row">The row's cells.</param>
    /// <param name="slots">The cells that make the key.</param>
    /// <returns>The key's number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int FindOrAdd(ulong hash, ReadOnlySpan<Value> row, ReadOnlySpan<int> slots)
    {
        var buckets = _buckets;
        var mask = buckets.Length - 1;
        var check = (uint)(hash >> 32);
        for (var i = (int)hash & mask; ; i = (i + 1) & mask)
        {
            ref readonly var bucket = ref buckets[i];
            if (bucket.Next == 0)
            {
                return Add(hash, row, slots);
            }

            if (bucket.Check == check && IsKey(bucket.Next - 1, row, slots))
            {
                return bucket.Next - 1;
            }
        }
    }

    private bool IsKey(int number, ReadOnlySpan<Value> row, ReadOnlySpan<int> slots)
    {
        var key = Key(number);
        for (var i = 0; i < slots.Length; i++)
        {
            if (!KeyEquality.Same(key[i], row[slots[i]]))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Add(ulong hash, ReadOnlySpan<Value> row, ReadOnlySpan<int> slots)
    {
        if (Count == _hashes.Length)
        {
            Grow();
        }

        var number = Count++;
        _hashes[number] = hash;
        for (var i = 0; i < slots.Length; i++)
        {
            _keys[(number * _parts) + i] = row[slots[i]].Detach();
        }

        Insert(number);
        return number;
    }

    private void Grow()
    {
        Array.Resize(ref _hashes, _hashes.Length * 2);
        Array.Resize(ref _keys, _keys.Length * 2);
        _buckets = new Bucket[_hashes.Length * 2];
        for (var number = 0; number < Count; number++)
        {
            Insert(number);
        }
    }

    private void Insert(int number)
    {
        var mask = _buckets.Length - 1;
        var i = (int)_hashes[number] & mask;
        while (_buckets[i].Next != 0)
        {
            i = (i + 1) & mask;
        }

        _buckets[i] = new Bucket((uint)(_hashes[number] >> 32), number + 1);
    }

    // Next is the key's number plus one, so that an empty bucket is all zeros.
    private readonly record struct Bucket(uint Check, int Next);
}
