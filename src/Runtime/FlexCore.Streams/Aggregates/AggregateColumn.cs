using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary>One aggregate over many groups: the state of group <c>n</c> is entry <c>n</c> of a column.</summary>
/// <remarks>
/// Columns instead of an accumulator object per group: counts and sums are plain arrays, and one virtual call serves a whole run of rows.
/// Owned by one partition of one operator; not thread-safe.
/// </remarks>
internal abstract class AggregateColumn
{
    /// <summary>How many groups there is room for.</summary>
    private int _capacity;

    /// <summary>Adds rows to their groups, in order.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="rows">Which rows of the batch; each argument was accepted by <see cref="AggregateFunction.Accepts"/>.</param>
    /// <param name="groups">The group of each of these rows; there is room for it.</param>
    public abstract void Add(RecordBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups);

    /// <summary>Adds a group of another column of the same call to a group; the other one stays as it is.</summary>
    /// <param name="group">The group that grows; there is room for it.</param>
    /// <param name="other">The other column, or this one.</param>
    /// <param name="otherGroup">The group that is added.</param>
    public abstract void Merge(int group, AggregateColumn other, int otherGroup);

    /// <summary>Empties a group, so that its entry can serve another one.</summary>
    /// <param name="group">The group.</param>
    public abstract void Clear(int group);

    /// <summary>A group's result so far.</summary>
    /// <param name="group">The group.</param>
    public abstract Value Result(int group);

    /// <summary>Writes a group's state.</summary>
    /// <param name="group">The group.</param>
    /// <param name="state">Takes the state.</param>
    public abstract void Write(int group, StateWriter state);

    /// <summary>Reads a group's state as <see cref="Write"/> wrote it; there is room for the group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="state">The state.</param>
    public abstract void Read(int group, ref StateReader state);

    /// <summary>Makes room.</summary>
    /// <param name="groups">The number of groups.</param>
    public void EnsureRoom(int groups)
    {
        if (groups > _capacity)
        {
            _capacity = Math.Max(groups, Math.Max(8, _capacity * 2));
            Resize(_capacity);
        }
    }

    /// <summary>Gives every column array at least this many entries, the new ones empty.</summary>
    /// <param name="capacity">The number of groups.</param>
    private protected abstract void Resize(int capacity);
}
