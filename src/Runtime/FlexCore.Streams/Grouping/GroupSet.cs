using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Grouping;

/// <summary>Groups of rows with the same key, and their aggregates. Owned by one partition; not thread-safe.</summary>
internal sealed class GroupSet
{
    private readonly int[] _keySlots;
    private readonly KeyTable _keys;
    private readonly AggregateColumn[] _columns;
    private int[] _groups = [];

    /// <summary>Creates an empty set.</summary>
    /// <param name="plan">Keys and aggregates.</param>
    public GroupSet(KeyedPlan plan)
    {
        _keySlots = [.. plan.KeySlots];
        _keys = new KeyTable(_keySlots.Length);
        _columns = [.. plan.Aggregates.Select(AggregateCatalog.Create)];
    }

    /// <summary>How many groups there are.</summary>
    public int Count => _keys.Count;

    /// <summary>A group's key.</summary>
    /// <param name="group">The group.</param>
    public ReadOnlySpan<Value> Key(int group) => _keys.Key(group);

    /// <summary>Adds rows.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="rows">Which rows.</param>
    /// <param name="hashes">The hash of each row's key.</param>
    public void Add(RecordBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<ulong> hashes)
    {
        if (_groups.Length < rows.Length)
        {
            _groups = new int[Math.Max(rows.Length, 64)];
        }

        var groups = _groups.AsSpan(0, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            groups[i] = _keys.FindOrAdd(hashes[i], batch.Row(rows[i]), _keySlots);
        }

        foreach (var column in _columns)
        {
            column.EnsureRoom(_keys.Count);
            column.Add(batch, rows, groups);
        }
    }

    /// <summary>Adds all groups of another set, which stays as it is.</summary>
    /// <param name="other">The other set, of the same plan.</param>
    public void Merge(GroupSet other)
    {
        ReadOnlySpan<int> inOrder = InOrder(stackalloc int[_keySlots.Length]);
        foreach (var column in _columns)
        {
            column.EnsureRoom(Count + other.Count);
        }

        for (var i = 0; i < other.Count; i++)
        {
            var group = _keys.FindOrAdd(other._keys.Hash(i), other.Key(i), inOrder);
            for (var column = 0; column < _columns.Length; column++)
            {
                _columns[column].Merge(group, other._columns[column], i);
            }
        }
    }

    /// <summary>Writes a group's key and results into a row.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cells">The row's cells from the first key part on.</param>
    public void Emit(int group, Span<Value> cells)
    {
        var key = Key(group);
        key.CopyTo(cells);
        for (var i = 0; i < _columns.Length; i++)
        {
            cells[key.Length + i] = _columns[i].Result(group);
        }
    }

    /// <summary>Writes all groups.</summary>
    /// <param name="state">Takes the state.</param>
    public void Write(StateWriter state)
    {
        for (var group = 0; group < Count; group++)
        {
            foreach (var part in Key(group))
            {
                state.Value(part);
            }

            foreach (var column in _columns)
            {
                column.Write(group, state);
            }
        }
    }

    /// <summary>Reads the aggregates of one group whose key was read before.</summary>
    /// <param name="hash">The key's hash.</param>
    /// <param name="key">The key's parts, in order.</param>
    /// <param name="state">The state.</param>
    public void Read(ulong hash, ReadOnlySpan<Value> key, ref StateReader state)
    {
        ReadOnlySpan<int> inOrder = InOrder(stackalloc int[key.Length]);
        var known = Count;
        var group = _keys.FindOrAdd(hash, key, inOrder);
        if (group != known)
        {
            throw StateReader.Damaged("a group occurs twice");
        }

        foreach (var column in _columns)
        {
            column.EnsureRoom(_keys.Count);
            column.Read(group, ref state);
        }
    }

    private static Span<int> InOrder(Span<int> slots)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = i;
        }

        return slots;
    }
}
