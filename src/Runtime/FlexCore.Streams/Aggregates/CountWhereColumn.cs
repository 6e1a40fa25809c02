using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary><c>count(condition)</c>: the number of rows for which the condition is truthy.</summary>
internal sealed class CountWhereColumn(AggregateArgument condition) : AggregateColumn
{
    private long[] _counts = [];

    /// <inheritdoc/>
    public override void Add(RecordBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
    {
        var counts = _counts;
        for (var i = 0; i < rows.Length; i++)
        {
            if (Truth.Of(condition.Of(batch, rows[i])))
            {
                counts[groups[i]]++;
            }
        }
    }

    /// <inheritdoc/>
    public override void Merge(int group, AggregateColumn other, int otherGroup) => _counts[group] += ((CountWhereColumn)other)._counts[otherGroup];

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
