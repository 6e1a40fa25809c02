using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary><c>sum(number)</c> and <c>avg(number)</c>; null and missing values are left out.</summary>
/// <remarks>
/// The sum is compensated (A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", 1974): its error does not grow with the
/// number of values, so 0.1 added ten million times gives one million.
/// </remarks>
internal sealed class SumColumn(AggregateArgument argument, SumResult result) : AggregateColumn
{
    private Entry[] _entries = [];

    /// <inheritdoc/>
    public override void Add(RecordBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var value = argument.Of(batch, rows[i]);
            if (value.TryGetNumber(out var number))
            {
                _entries[groups[i]].Add(number);
            }
            else if (value.IsNumber)
            {
                _entries[groups[i]].Add(value.AsNumber());
            }
        }
    }

    /// <inheritdoc/>
    public override void Merge(int group, AggregateColumn other, int otherGroup) => _entries[group].Add(((SumColumn)other)._entries[otherGroup]);

    /// <inheritdoc/>
    public override void Clear(int group) => _entries[group] = default;

    /// <inheritdoc/>
    public override Value Result(int group)
    {
        ref readonly var entry = ref _entries[group];
        if (result == SumResult.Sum)
        {
            return Value.Number(entry.Total);
        }

        return entry.Count == 0 ? Value.Null : Value.Number(entry.Total / entry.Count);
    }

    /// <inheritdoc/>
    public override void Write(int group, StateWriter state)
    {
        ref readonly var entry = ref _entries[group];
        state.Integer(entry.Count);
        state.Number(entry.Sum);
        state.Number(entry.Compensation);
    }

    /// <inheritdoc/>
    public override void Read(int group, ref StateReader state) =>
        _entries[group] = new Entry { Count = state.Integer(), Sum = state.Number(), Compensation = state.Number() };

    private protected override void Resize(int capacity) => Array.Resize(ref _entries, capacity);

    private struct Entry
    {
        public long Count;
        public double Sum;
        public double Compensation;

        // Where the sum is infinite or NaN the compensation is NaN and must not spoil it.
        public readonly double Total => double.IsFinite(Sum) ? Sum + Compensation : Sum;

        public void Add(double number)
        {
            var next = Sum + number;
            Compensation += Math.Abs(Sum) >= Math.Abs(number) ? Sum - next + number : number - next + Sum;
            Sum = next;
            Count++;
        }

        public void Add(in Entry other)
        {
            var count = Count + other.Count;
            Add(other.Sum);
            Compensation += other.Compensation;
            Count = count;
        }
    }
}
