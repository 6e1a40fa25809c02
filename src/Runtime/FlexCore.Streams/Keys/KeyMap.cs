using FlexCore.Streams.Values;

namespace FlexCore.Streams.Keys;

/// <summary>Gives each different key an entry number and can forget keys again; numbers of forgotten keys are used again.</summary>
/// <remarks>
/// Chains in arrays: nothing is allocated but when the map grows. Keys are detached from the source's buffers. <see cref="KeyTable"/> is faster
/// where keys are never forgotten. Owned by one operator; not thread-safe.
/// </remarks>
/// <param name="parts">How many values make a key.</param>
internal sealed class KeyMap(int parts)
{
    private const int None = -1;
    private const int InitialEntries = 16;

    // Heads and links hold an entry's number plus one, so that an empty chain is zero.
    private int[] _heads = new int[InitialEntries];
    private int[] _links = new int[InitialEntries];
    private ulong[] _hashes = new ulong[InitialEntries];
    private Value[] _keys = new Value[InitialEntries * parts];
    private int _used;
    private int _free;

    /// <summary>How many keys there are.</summary>
    public int Count { get; private set; }

    /// <summary>All entry numbers are below this.</summary>
    public int Capacity => _hashes.Length;

    /// <summary>The hash of a key.</summary>
    /// <param name="row">The row's cells.</param>
    /// <param name="slots">The cells that make the key.</param>
    public static ulong HashOf(ReadOnlySpan<Value> row, ReadOnlySpan<int> slots)
    {
        var hash = KeyHash.Empty;
        foreach (var slot in slots)
        {
            hash = KeyHash.Add(hash, row[slot]);
        }

        return hash;
    }

    /// <summary>A key's parts.</summary>
    /// <param name="entry">The key's entry.</param>
    public ReadOnlySpan<Value> Key(int entry) => _keys.AsSpan(entry * parts, parts);

    /// <summary>Finds the key that lies in some cells of a row.</summary>
    /// <param name="hash">The key's hash.</param>
    /// <param name="row">The row's cells.</param>
    /// <param name="slots">The cells that make the key.</param>
    /// <returns>The key's entry, or -1.</returns>
    public int Find(ulong hash, ReadOnlySpan<Value> row, ReadOnlySpan<int> slots)
    {
        for (var entry = _heads[Bucket(hash)] - 1; entry >= 0; entry = _links[entry] - 1)
        {
            if (_hashes[entry] == hash && IsKey(entry, row, slots))
            {
                return entry;
            }
        }

        return None;
    }

    /// <summary>Adds a key that is not there yet.</summary>
    /// <param name="hash">The key's hash.</param>
    /// <param name="row">The row's cells.</param>
    /// <param name="slots">The cells that make the key.</param>
    /// <returns>The key's entry.</returns>
    public int Add(ulong hash, ReadOnlySpan<Value> row, ReadOnlySpan<int> slots)
    {
        if (_free == 0 && _used == _hashes.Length)
        {
            Grow();
        }

        int entry;
        if (_free != 0)
        {
            entry = _free - 1;
            _free = _links[entry];
        }
        else
        {
            entry = _used++;
        }

        _hashes[entry] = hash;
        for (var i = 0; i < slots.Length; i++)
        {
            _keys[(entry * parts) + i] = row[slots[i]].Detach();
        }

        Link(entry);
        Count++;
        return entry;
    }

    /// <summary>Forgets a key.</summary>
    /// <param name="entry">The key's entry, which may be given out again.</param>
    public void Remove(int entry)
    {
        ref var link = ref _heads[Bucket(_hashes[entry])];
        while (link != entry + 1)
        {
            link = ref _links[link - 1];
        }

        link = _links[entry];
        _keys.AsSpan(entry * parts, parts).Clear();
        _links[entry] = _free;
        _free = entry + 1;
        Count--;
    }

    private int Bucket(ulong hash) => (int)(hash >> 32) & (_heads.Length - 1);

    private void Link(int entry)
    {
        ref var head = ref _heads[Bucket(_hashes[entry])];
        _links[entry] = head;
        head = entry + 1;
    }

    private bool IsKey(int entry, ReadOnlySpan<Value> row, ReadOnlySpan<int> slots)
    {
        var key = Key(entry);
        for (var i = 0; i < slots.Length; i++)
        {
            if (!KeyEquality.Same(key[i], row[slots[i]]))
            {
                return false;
            }
        }

        return true;
    }

    // Called only when every entry is in use.
    private void Grow()
    {
        var capacity = _hashes.Length * 2;
        Array.Resize(ref _hashes, capacity);
        Array.Resize(ref _links, capacity);
        Array.Resize(ref _keys, capacity * parts);
        _heads = new int[capacity];
        for (var entry = 0; entry < _used; entry++)
        {
            Link(entry);
        }
    }
}
