using System.Numerics;

namespace FlexCore.LoadGenerator;

/// <summary>Counts latencies in buckets that are a sixteenth of their value wide. Used by one connection; merged at the end.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 4;
    private readonly long[] _counts = new long[64 << SubBits];

    /// <summary>Counts one latency.</summary>
    public void Add(long microseconds) => _counts[BucketOf((ulong)Math.Max(1, microseconds))]++;

    /// <summary>Adds another histogram's counts.</summary>
    public void Merge(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>The upper bound of the bucket in which a share of the latencies ends, in milliseconds.</summary>
    public double MillisecondsAt(double share)
    {
        var wanted = (long)Math.Ceiling(_counts.Sum() * share);
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted && seen > 0)
            {
                return UpperBound(i) / 1000.0;
            }
        }

        return 0;
    }

    private static int BucketOf(ulong value)
    {
        var power = BitOperations.Log2(value);
        var sub = power >= SubBits ? (int)(value >> (power - SubBits)) & ((1 << SubBits) - 1) : 0;
        return (power << SubBits) + sub;
    }

    private static double UpperBound(int bucket) =>
        Math.Pow(2, bucket >> SubBits) * (1 + (((bucket & ((1 << SubBits) - 1)) + 1) / (double)(1 << SubBits)));
}
