using FlexCore.Streams.Keys;
using FlexCore.Streams.State;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary>The most frequent values with their counts.</summary>
/// <remarks>
/// <para>Exact while there are at most <see cref="Counters"/> different values. Then a full table is purged: the median of its counts is subtracted from all and what
/// is not above zero leaves (the Misra-Gries family: "Frequent items", Anderson et al., IMC 2017). What was subtracted in all is the
/// bound of the error: a true count lies between <c>count</c> and <c>count + error</c>, and the error is at most 1/1,024 of the number of
/// values. A value more frequent than that is never missing.</para>
/// <para>Ties are in the order of the values (<see cref="KeyOrder"/>), so the result never depends on chance.</para>
/// </remarks>
internal sealed class TopKSketch : ISketch<TopKSketch>
{
    /// <summary>The number of different values that are counted at a time.</summary>
    public const int Counters = 2_048;

    /// <summary>The most values that may be asked for.</summary>
    public const int MaxSize = 256;

    private static readonly int[] OnlySlot = [0];

    private readonly int _size;
    private KeyTable _table = new(1);
    private long[] _counts = new long[8];
    private long _error;

    /// <summary>Creates an empty sketch.</summary>
    /// <param name="size">How many values are wanted, at most <see cref="MaxSize"/>.</param>
    public TopKSketch(int size) => _size = size;

    /// <inheritdoc/>
    public void Add(in Value value) => Add(value, 1);

    /// <inheritdoc/>
    public void Merge(TopKSketch other)
    {
        // What either has subtracted may be missing from a count, so the errors add up; each is at most its share of its values.
        _error += other._error;
        for (var i = 0; i < other._table.Count; i++)
        {
            Add(other._table.Key(i)[0], other._counts[i]);
        }
    }

    /// <inheritdoc/>
    public Value Result()
    {
        var order = Best();
        var top = new Value[order.Length];
        for (var i = 0; i < top.Length; i++)
        {
            var entry = new ObjectValue(3);
            entry.Set("value", _table.Key(order[i])[0]);
            entry.Set("count", Value.Number(_counts[order[i]]));
            if (_error > 0)
            {
                entry.Set("error", Value.Number(_error));
            }

            top[i] = Value.Object(entry);
        }

        return Value.Array(new ArrayValue(top));
    }

    /// <inheritdoc/>
    public void Write(StateWriter state)
    {
        state.Integer(_error);
        state.Integer(_table.Count);
        for (var i = 0; i < _table.Count; i++)
        {
            state.Integer(_counts[i]);
            state.Value(_table.Key(i)[0]);
        }
    }

    /// <inheritdoc/>
    public void Read(ref StateReader state)
    {
        _error = state.Integer();
        for (var count = state.Count(); count > 0; count--)
        {
            var times = state.Integer();
            Add(state.Value(), times);
        }
    }

    // Keeps the best so far in order; nearly every other entry fails the first comparison.
    private int[] Best()
    {
        var best = new int[Math.Min(_size, _table.Count)];
        var count = 0;
        for (var number = 0; number < _table.Count; number++)
        {
            if (count == best.Length && Compare(number, best[count - 1]) > 0)
            {
                continue;
            }

            var place = count < best.Length ? count++ : count - 1;
            for (; place > 0 && Compare(number, best[place - 1]) < 0; place--)
            {
                best[place] = best[place - 1];
            }

            best[place] = number;
        }

        return best;
    }

    private int Compare(int left, int right)
    {
        var byCount = _counts[right].CompareTo(_counts[left]);
        return byCount != 0 ? byCount : KeyOrder.Compare(_table.Key(left)[0], _table.Key(right)[0]);
    }

    private void Add(in Value value, long times)
    {
        var number = _table.FindOrAdd(KeyHash.Of(value), new ReadOnlySpan<Value>(in value), OnlySlot);
        if (number == _counts.Length)
        {
            Array.Resize(ref _counts, _counts.Length * 2);
        }

        _counts[number] += times;
        if (_table.Count > Counters)
        {
            Purge();
        }
    }

    private void Purge()
    {
        var old = _table;
        var oldCounts = _counts;
        var sorted = oldCounts.AsSpan(0, old.Count).ToArray();
        Array.Sort(sorted);
        var median = sorted[sorted.Length / 2];
        _error += median;
        _table = new KeyTable(1);
        _counts = new long[Counters];
        for (var i = 0; i < old.Count; i++)
        {
            if (oldCounts[i] > median)
            {
                _counts[_table.FindOrAdd(old.Hash(i), old.Key(i), OnlySlot)] = oldCounts[i] - median;
            }
        }
    }
}
