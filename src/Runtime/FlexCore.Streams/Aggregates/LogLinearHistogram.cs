using FlexCore.Streams.State;

namespace FlexCore.Streams.Aggregates;

/// <summary>Counts doubles in bins whose width is a fixed share of their value: each power of two is cut into 128 equal parts.</summary>
/// <remarks>
/// <para>The principle of HdrHistogram (G. Tene) on the bits of a double: sign, exponent and the first seven bits of the mantissa, taken as one number, are the
/// bin, so adding a value is a shift and an increment. A bin's middle is at most 1/256 (0.4 %) away from each value in it. Where only whole
/// numbers were added, results are whole, and exact below 256.</para>
/// <para>Bins are kept in pages of one power of two. At most <see cref="MaxPages"/> pages (64 KiB) are kept; beyond, the page of the smallest magnitude is added to
/// its neighbour of the same sign, which raises the error only for values that are more than 10^18 times smaller than the largest.</para>
/// <para>The infinities are values like others. The content does not depend on the order of the values unless pages had to be joined. Not thread-safe.</para>
/// </remarks>
internal sealed class LogLinearHistogram
{
    /// <summary>The most pages that are kept.</summary>
    public const int MaxPages = 64;

    private const int PartBits = 7;
    private const int Parts = 1 << PartBits;
    private const int MantissaBits = 52;
    private const int RecentPages = 16;
    private const int InfinityPage = 0x7FF;

    // Keyed by page: the exponent bits for positive numbers, and their complement for negative ones, so that keys are in the numbers' order.
    private readonly SortedList<int, long[]> _pages = [];

    // The pages used last, by the lowest bits of their key: neighbouring values share a few pages, and the list needs a search.
    private readonly int[] _recentKeys = [.. Enumerable.Repeat(int.MinValue, RecentPages)];
    private readonly long[][] _recentPages = new long[RecentPages][];
    private double _least = double.PositiveInfinity;
    private double _greatest = double.NegativeInfinity;
    private bool _wholeOnly = true;
    private int _positiveFloor;
    private int _negativeFloor;

    /// <summary>How many values were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a value; NaN is ignored.</summary>
    /// <param name="number">The value.</param>
    /// <param name="times">How often.</param>
    public void Add(double number, long times)
    {
        if (double.IsNaN(number))
        {
            return;
        }

        number += 0.0;
        var (key, part) = BinOf(number);
        var recent = key & (RecentPages - 1);
        if (_recentKeys[recent] != key)
        {
            _recentPages[recent] = Page(key);
            _recentKeys[recent] = key;
        }

        _recentPages[recent][part] += times;
        Count += times;
        _least = Math.Min(_least, number);
        _greatest = Math.Max(_greatest, number);
        _wholeOnly &= number == Math.Floor(number);
        if (_pages.Count > MaxPages)
        {
            JoinSmallest();
            Array.Fill(_recentKeys, int.MinValue);
        }
    }

    /// <summary>Adds all values of another histogram, which stays as it is.</summary>
    /// <param name="other">The other one.</param>
    public void Merge(LogLinearHistogram other)
    {
        foreach (var (key, page) in other._pages)
        {
            // A page below the floor of this histogram has been joined with the floor.
            var floored = key < 0 ? ~Math.Max(~key, _negativeFloor) : Math.Max(key, _positiveFloor);
            var target = Page(floored);
            for (var part = 0; part < Parts; part++)
            {
                target[floored == key ? part : 0] += page[part];
            }

            while (_pages.Count > MaxPages)
            {
                JoinSmallest();
            }
        }

        Count += other.Count;
        _least = Math.Min(_least, other._least);
        _greatest = Math.Max(_greatest, other._greatest);
        _wholeOnly &= other._wholeOnly;
        Array.Fill(_recentKeys, int.MinValue);
    }

    /// <summary>The value of a rank.</summary>
    /// <param name="rank">From 1 (the least) to <see cref="Count"/>.</param>
    public double AtRank(long rank)
    {
        var seen = 0L;
        foreach (var (key, page) in _pages)
        {
            for (var i = 0; i < Parts; i++)
            {
                // Within a negative page greater parts are smaller numbers.
                var part = key < 0 ? Parts - 1 - i : i;
                seen += page[part];
                if (seen >= rank)
                {
                    return Math.Clamp(Middle(key, part), _least, _greatest);
                }
            }
        }

        return _greatest;
    }

    /// <summary>Writes the state.</summary>
    /// <param name="state">Takes the state.</param>
    public void Write(StateWriter state)
    {
        state.Number(_least);
        state.Number(_greatest);
        state.Byte(_wholeOnly ? (byte)1 : (byte)0);
        state.Integer(_positiveFloor);
        state.Integer(_negativeFloor);
        state.Integer(_pages.Count);
        foreach (var (key, page) in _pages)
        {
            state.Integer(key);
            foreach (var count in page)
            {
                state.Integer(count);
            }
        }
    }

    /// <summary>Takes over a state into a new histogram.</summary>
    /// <param name="state">What <see cref="Write"/> wrote.</param>
    public void Read(ref StateReader state)
    {
        _least = state.Number();
        _greatest = state.Number();
        _wholeOnly = state.Byte() != 0;
        _positiveFloor = (int)state.Integer();
        _negativeFloor = (int)state.Integer();
        for (var pages = state.Count(); pages > 0; pages--)
        {
            var page = new long[Parts];
            var key = (int)state.Integer();
            for (var part = 0; part < Parts; part++)
            {
                page[part] = state.Integer();
                Count += page[part];
            }

            if (!_pages.TryAdd(key, page))
            {
                throw StateReader.Damaged("a quantile has a page twice");
            }
        }
    }

    private (int Key, int Part) BinOf(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var magnitude = bits & long.MaxValue;
        var exponent = (int)(magnitude >> MantissaBits);
        var part = (int)(magnitude >> (MantissaBits - PartBits)) & (Parts - 1);
        var floor = bits < 0 ? _negativeFloor : _positiveFloor;
        if (exponent < floor)
        {
            exponent = floor;
            part = 0;
        }

        return (bits < 0 ? ~exponent : exponent, part);
    }

    private double Middle(int key, int part)
    {
        var exponent = key < 0 ? ~key : key;
        var low = BitConverter.Int64BitsToDouble(((long)exponent << MantissaBits) | ((long)part << (MantissaBits - PartBits)));
        var middle = low;
        if (exponent != InfinityPage && low != 0)
        {
            var high = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(low) + (1L << (MantissaBits - PartBits)));
            middle = double.IsInfinity(high) ? low : low + ((high - low) / 2);
            middle = _wholeOnly ? Math.Floor(middle) : middle;
        }

        return key < 0 ? -middle : middle;
    }

    private long[] Page(int key)
    {
        if (!_pages.TryGetValue(key, out var page))
        {
            page = new long[Parts];
            _pages.Add(key, page);
        }

        return page;
    }

    // Joins the smallest magnitude of the sign that has more pages into the next larger one; smaller values go there from now on.
    private void JoinSmallest()
    {
        var negatives = _pages.Keys.Count(key => key < 0);
        var fromNegatives = negatives > _pages.Count / 2;
        var smallest = fromNegatives ? negatives - 1 : negatives;
        var larger = fromNegatives ? smallest - 1 : smallest + 1;
        var target = _pages.Values[larger];
        target[0] += _pages.Values[smallest].Sum();
        if (fromNegatives)
        {
            _negativeFloor = ~_pages.Keys[larger];
        }
        else
        {
            _positiveFloor = _pages.Keys[larger];
        }

        _pages.RemoveAt(smallest);
    }
}
