using FlexCore.Streams.Keys;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary><c>min(value)</c> and <c>max(value)</c> in the order of <see cref="KeyOrder"/>: numbers by size, text by code points. Null, missing values and NaN are left out.</summary>
internal sealed class ExtremeColumn(AggregateArgument argument, Extreme extreme) : AggregateColumn
{
    private readonly int _sign = extreme == Extreme.Max ? 1 : -1;
    private Value[] _best = [];

    /// <inheritdoc/>
    public override void Add(RecordBatch batch, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var value = argument.Of(batch, rows[i]);
            ref var best = ref _best[groups[i]];
            if (IsBetter(value, best))
            {
                best = value.Detach();
            }
        }
    }

    /// <inheritdoc/>
    public override void Merge(int group, AggregateColumn other, int otherGroup)
    {
        ref readonly var candidate = ref ((ExtremeColumn)other)._best[otherGroup];
        if (IsBetter(candidate, _best[group]))
        {
            _best[group] = candidate;
        }
    }

    /// <inheritdoc/>
    public override void Clear(int group) => _best[group] = Value.Undefined;

    /// <inheritdoc/>
    public override Value Result(int group) => _best[group].IsUndefined ? Value.Null : _best[group];

    /// <inheritdoc/>
    public override void Write(int group, StateWriter state) => state.Value(_best[group]);

    /// <inheritdoc/>
    public override void Read(int group, ref StateReader state) => _best[group] = state.Value();

    private protected override void Resize(int capacity) => Array.Resize(ref _best, capacity);

    private bool IsBetter(in Value value, in Value best)
    {
        if (value.TryGetNumber(out var number))
        {
            if (double.IsNaN(number))
            {
                return false;
            }

            if (best.TryGetNumber(out var bestNumber))
            {
                return _sign > 0 ? number > bestNumber : number < bestNumber;
            }
        }

        return !value.IsNullish && (best.IsUndefined || KeyOrder.Compare(value, best) * _sign > 0);
    }
}
