namespace FlexCore.Api.Metrics;

/// <summary>One series of a metric: its labels and its value.</summary>
/// <remarks>Thread-safe and without locks. A reader may see a histogram in the middle of one recording, as every scrape of a running process does.</remarks>
internal sealed class MetricSeries
{
    private readonly double[] _bounds;
    private readonly long[] _buckets;
    private long _whole;
    private double _fraction;
    private long _pass;

    /// <summary>Creates a series.</summary>
    /// <param name="labels">The labels as they are written, without braces; empty for none.</param>
    /// <param name="bounds">The bounds of a histogram's buckets; empty for others.</param>
    public MetricSeries(string labels, double[] bounds)
    {
        Labels = labels;
        _bounds = bounds;
        _buckets = bounds.Length == 0 ? [] : new long[bounds.Length + 1];
    }

    public string Labels { get; }

    /// <summary>The pass in which an observed value was last seen; 0 when it is added to instead.</summary>
    public long Pass => Volatile.Read(ref _pass);

    /// <summary>The value of a counter or gauge, the sum of a histogram.</summary>
    public double Value => Volatile.Read(ref _whole) + Volatile.Read(ref _fraction);

    public void Add(long value) => Interlocked.Add(ref _whole, value);

    public void Add(double value)
    {
        var seen = Volatile.Read(ref _fraction);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref _fraction, seen + value, seen);
            if (before.Equals(seen))
            {
                return;
            }

            seen = before;
        }
    }

    /// <summary>Counts one recording of a histogram.</summary>
    public void Record(double value)
    {
        var index = Array.BinarySearch(_bounds, value);
        Interlocked.Increment(ref _buckets[index < 0 ? ~index : index]);
        Add(value);
    }

    /// <summary>Takes an observed value: the first of a pass replaces, further ones add up when several sources share the series. Collector only.</summary>
    public void Observe(double value, long pass, bool sum)
    {
        var isFirst = _pass != pass;
        Volatile.Write(ref _pass, pass);
        Volatile.Write(ref _fraction, isFirst || !sum ? value : _fraction + value);
    }

    /// <summary>The count up to and with each bucket; the last is the count of all.</summary>
    public long[] Cumulate()
    {
        var counts = new long[_buckets.Length];
        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += Volatile.Read(ref _buckets[i]);
            counts[i] = total;
        }

        return counts;
    }
}
