using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary>A quantile by nearest rank: the smallest value such that at least a share q of the values is not above it.</summary>
/// <remarks>
/// Exact up to <see cref="ExactLimit"/> values. Beyond, <see cref="LogLinearHistogram"/>: the rank stays exact and the value of that rank is off by at most 0.4 %
/// of its size. The result does not depend on the order of the values. NaN is left out.
/// </remarks>
internal sealed class QuantileSketch(double share) : ISketch<QuantileSketch>
{
    /// <summary>Up to this many values the result is exact.</summary>
    public const int ExactLimit = 256;

    private double[] _values = new double[4];
    private int _count;
    private LogLinearHistogram? _histogram;

    /// <inheritdoc/>
    public void Add(in Value value)
    {
        if (!value.TryGetNumber(out var number))
        {
            number = value.AsNumber();
        }

        if (!double.IsNaN(number))
        {
            Add(number);
        }
    }

    /// <inheritdoc/>
    public void Merge(QuantileSketch other)
    {
        if (other._histogram is not null)
        {
            (_histogram ?? ToHistogram()).Merge(other._histogram);
            return;
        }

        foreach (var number in other._values.AsSpan(0, other._count))
        {
            Add(number);
        }
    }

    /// <inheritdoc/>
    public Value Result()
    {
        if (_histogram is not null)
        {
            return Value.Number(_histogram.AtRank(Rank(_histogram.Count)));
        }

        if (_count == 0)
        {
            return Value.Null;
        }

        var sorted = _values.AsSpan(0, _count).ToArray();
        Array.Sort(sorted);
        return Value.Number(sorted[Rank(_count) - 1]);
    }

    /// <inheritdoc/>
    public void Write(StateWriter state)
    {
        if (_histogram is not null)
        {
            state.Integer(-1);
            _histogram.Write(state);
            return;
        }

        state.Integer(_count);
        foreach (var value in _values.AsSpan(0, _count))
        {
            state.Number(value);
        }
    }

    /// <inheritdoc/>
    public void Read(ref StateReader state)
    {
        var count = state.Integer();
        if (count < 0)
        {
            _histogram = new LogLinearHistogram();
            _histogram.Read(ref state);
            return;
        }

        if (count > ExactLimit)
        {
            throw StateReader.Damaged("a quantile has more values than it keeps");
        }

        for (var i = 0L; i < count; i++)
        {
            AddExact(state.Number());
        }
    }

    private long Rank(long count) => Math.Clamp((long)Math.Ceiling(share * count), 1, count);

    private void Add(double number)
    {
        if (_histogram is not null)
        {
            _histogram.Add(number, 1);
        }
        else
        {
            AddExact(number);
        }
    }

    private LogLinearHistogram ToHistogram()
    {
        var histogram = new LogLinearHistogram();
        foreach (var value in _values.AsSpan(0, _count))
        {
            histogram.Add(value, 1);
        }

        _values = [];
        _count = 0;
        return _histogram = histogram;
    }

    private void AddExact(double number)
    {
        if (_count == ExactLimit)
        {
            ToHistogram().Add(number, 1);
            return;
        }

        if (_count == _values.Length)
        {
            Array.Resize(ref _values, _count * 2);
        }

        _values[_count++] = number;
    }
}
