using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary><c>first(value)</c> and <c>last(value)</c>: in a window by event time, and by the order of the input where times are equal or there are none. Null and missing values are left out.</summary>
/// <param name="argument">The value.</param>
/// <param name="isLast">Whether the last value is wanted.</param>
/// <param name="timeSlot">The cell with the event time, or <see cref="AggregatePlan.NoTime"/>.</param>
internal sealed class EndValueColumn(AggregateArgument argument, bool isLast, int timeSlot) : AggregateColumn
{
    private Entry[] _entries = [];

    /// <inheritdoc/>
    public override void Add(RecordBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var value = argument.Of(batch, rows[i]);
            if (value.IsNullish)
            {
                continue;
            }

            var time = 0L;
            if (timeSlot != AggregatePlan.NoTime)
            {
                EventTime.TryRead(batch.Row(rows[i])[timeSlot], out time);
            }

            ref var entry = ref _entries[groups[i]];
            if (IsBetter(time, entry))
            {
                entry = new Entry(value.Detach(), time);
            }
        }
    }

    /// <inheritdoc/>
    public override void Merge(int group, AggregateColumn other, int otherGroup)
    {
        var candidate = ((EndValueColumn)other)._entries[otherGroup];
        if (!candidate.Value.IsUndefined && IsBetter(candidate.Time, _entries[group]))
        {
            _entries[group] = candidate;
        }
    }

    /// <inheritdoc/>
    public override void Clear(int group) => _entries[group] = default;

    /// <inheritdoc/>
    public override Value Result(int group) => _entries[group].Value.IsUndefined ? Value.Null : _entries[group].Value;

    /// <inheritdoc/>
    public override void Write(int group, StateWriter state)
    {
        state.Value(_entries[group].Value);
        state.Integer(_entries[group].Time);
    }

    /// <inheritdoc/>
    public override void Read(int group, ref StateReader state)
    {
        var value = state.Value();
        _entries[group] = new Entry(value, state.Integer());
    }

    private protected override void Resize(int capacity) => Array.Resize(ref _entries, capacity);

    private bool IsBetter(long time, in Entry entry) =>
        entry.Value.IsUndefined || (isLast ? time >= entry.Time : time < entry.Time);

    private readonly record struct Entry(Value Value, long Time);
}
