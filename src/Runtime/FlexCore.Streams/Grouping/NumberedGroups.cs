using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Grouping;

/// <summary>The aggregates of groups that their owner numbers, and may merge, clear and number again.</summary>
/// <remarks>
/// Rows are first handed to partitions and then added by all partitions at once: a key's groups are all in one partition, so no two of them touch
/// the same entry. Owned by one operator, whose calls never overlap.
/// </remarks>
internal sealed class NumberedGroups
{
    private readonly AggregateColumn[] _columns;
    private readonly PartitionRows[] _partitions;

    /// <summary>Creates an empty set.</summary>
    /// <param name="plan">Keys, aggregates and partitions.</param>
    public NumberedGroups(KeyedPlan plan)
    {
        _columns = [.. plan.Aggregates.Select(AggregateCatalog.Create)];
        _partitions = [.. Enumerable.Range(0, plan.Partitions).Select(_ => new PartitionRows())];
    }

    /// <summary>Hands a row to its partition.</summary>
    /// <param name="row">The row.</param>
    /// <param name="hash">Its key's hash.</param>
    /// <param name="group">Its group.</param>
    public void Assign(int row, ulong hash, int group) => _partitions[Pane.PartitionOf(hash, _partitions.Length)].Append(row, group);

    /// <summary>Adds all assigned rows to their groups.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="groups">All groups are below this.</param>
    public async ValueTask ApplyAsync(RecordBatch input, int groups)
    {
        EnsureRoom(groups);
        if (_partitions.Length == 1)
        {
            Apply(_partitions[0], input);
            return;
        }

        var others = new Task[_partitions.Length - 1];
        for (var i = 0; i < others.Length; i++)
        {
            var partition = _partitions[i + 1];
            others[i] = Task.Run(() => Apply(partition, input));
        }

        Apply(_partitions[0], input);
        await Task.WhenAll(others);
    }

    /// <summary>Adds one group to another one; both have room.</summary>
    /// <param name="group">The group that grows.</param>
    /// <param name="other">The group that is added.</param>
    public void Merge(int group, int other)
    {
        foreach (var column in _columns)
        {
            column.Merge(group, column, other);
        }
    }

    /// <summary>Empties a group.</summary>
    /// <param name="group">The group.</param>
    public void Clear(int group)
    {
        foreach (var column in _columns)
        {
            column.Clear(group);
        }
    }

    /// <summary>Writes a group's results into a row.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cells">The row's cells from the first aggregate on.</param>
    public void Emit(int group, Span<Value> cells)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            cells[i] = _columns[i].Result(group);
        }
    }

    /// <summary>Writes a group's state.</summary>
    /// <param name="group">The group.</param>
    /// <param name="state">Takes the state.</param>
    public void Write(int group, StateWriter state)
    {
        foreach (var column in _columns)
        {
            column.Write(group, state);
        }
    }

    /// <summary>Reads a group's state.</summary>
    /// <param name="group">The group.</param>
    /// <param name="state">What <see cref="Write"/> wrote.</param>
    public void Read(int group, ref StateReader state)
    {
        EnsureRoom(group + 1);
        foreach (var column in _columns)
        {
            column.Read(group, ref state);
        }
    }

    private void EnsureRoom(int groups)
    {
        foreach (var column in _columns)
        {
            column.EnsureRoom(groups);
        }
    }

    private void Apply(PartitionRows partition, RecordBatch input)
    {
        foreach (var column in _columns)
        {
            column.Add(input, partition.Rows, partition.Groups);
        }

        partition.Clear();
    }

    private sealed class PartitionRows
    {
        private int[] _rows = [];
        private int[] _groups = [];
        private int _count;

        public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _count);

        public ReadOnlySpan<int> Groups => _groups.AsSpan(0, _count);

        public void Append(int row, int group)
        {
            if (_count == _rows.Length)
            {
                Array.Resize(ref _rows, Math.Max(64, _count * 2));
                Array.Resize(ref _groups, _rows.Length);
            }

            _rows[_count] = row;
            _groups[_count] = group;
            _count++;
        }

        public void Clear() => _count = 0;
    }
}
