using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary><c>count()</c>: the number of rows.</summary>
internal sealed class CountColumn : AggregateColumn
{
    private long[] _counts = [];

    /// <inheritdoc/>
    public override void Add(RecordBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
    {
        var counts = _counts;
        foreach (var group in groups)
        {
            counts[group]++;
        }
    }

    /// <inheritdoc/>
    public override void Merge(int group, AggregateColumn other, int otherGroup) => _counts[group] += ((CountColumn)other)._counts[otherGroup];

    /// <inheritdoc/>
    public override void Clear(int group) => _counts[group] = 0;

    /// <inheritdoc/>
    public override Value Result(int group) => Value.Number(_counts[group]);

    /// <inheritdoc/>
    public override void Write(int group, StateWriter state) => state.Integer(_counts[group]);

    /// <inheritdoc/>
    public override void Read(int group, ref StateReader state) => _counts[group] = state.Integer();

    private protected override void Resize(int capacity) => Array.Resize(ref _counts, capacity);
}
