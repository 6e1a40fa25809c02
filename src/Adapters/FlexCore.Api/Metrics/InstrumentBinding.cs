using System.Diagnostics.Metrics;

namespace FlexCore.Api.Metrics;

/// <summary>From one instrument to its family: finds the series of a measurement's tags without allocating, once they have been seen.</summary>
/// <remarks>Thread-safe: readers take no lock; nodes are added under one and never change.</remarks>
internal sealed class InstrumentBinding
{
    private const int SlotCount = 64;

    /// <summary>Remembers at most this many combinations of tags; others are looked up by their labels each time.</summary>
    private const int LearnedMax = 4_096;

    private readonly Node?[] _slots = new Node?[SlotCount];
    private readonly Lock _gate = new();
    private readonly KeyValuePair<string, object?>[] _ownTags;
    private readonly bool _isObserved;
    private readonly bool _sums;
    private readonly Func<long> _pass;
    private MetricSeries? _untagged;
    private int _learned;

    public InstrumentBinding(Instrument instrument, MetricFamily family, Func<long> pass)
    {
        Family = family;
        _pass = pass;
        _isObserved = instrument.IsObservable;
        _sums = !instrument.GetType().Name.StartsWith("ObservableGauge", StringComparison.Ordinal);
        _ownTags = [.. instrument.Meter.Tags ?? [], .. instrument.Tags ?? []];
    }

    public MetricFamily Family { get; }

    public void Measure(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Find(tags);
        if (_isObserved)
        {
            series.Observe(value, _pass(), _sums || Family.IsOverflow(series));
        }
        else if (Family.Kind == MetricKind.Histogram)
        {
            series.Record(value);
        }
        else
        {
            series.Add(value);
        }
    }

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Find(tags);
        if (_isObserved)
        {
            series.Observe(value, _pass(), _sums || Family.IsOverflow(series));
        }
        else if (Family.Kind == MetricKind.Histogram)
        {
            series.Record(value);
        }
        else
        {
            series.Add(value);
        }
    }

    private MetricSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_isObserved)
        {
            // Observed series come and go with what they measure, so nothing may be remembered of them here.
            return Family.Get(PrometheusLabels.Write(_ownTags, tags));
        }

        if (tags.IsEmpty)
        {
            return _untagged ??= Family.Get(PrometheusLabels.Write(_ownTags, tags));
        }

        var hash = HashOf(tags);
        for (var node = Volatile.Read(ref _slots[hash % SlotCount]); node is not null; node = node.Next)
        {
            if (node.Hash == hash && SameTags(node.Tags, tags))
            {
                return node.Series;
            }
        }

        return Learn(hash, tags);
    }

    private MetricSeries Learn(uint hash, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Family.Get(PrometheusLabels.Write(_ownTags, tags));
        if (!Family.IsOverflow(series) && Volatile.Read(ref _learned) < LearnedMax)
        {
            lock (_gate)
            {
                _learned++;
                ref var slot = ref _slots[hash % SlotCount];
                Volatile.Write(ref slot, new Node(hash, tags.ToArray(), series, slot));
            }
        }

        return series;
    }

    private static uint HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = 17;
        foreach (var tag in tags)
        {
            hash = HashCode.Combine(hash, tag.Key, tag.Value);
        }

        return (uint)hash;
    }

    private static bool SameTags(KeyValuePair<string, object?>[] known, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (known.Length != tags.Length)
        {
            return false;
        }

        for (var i = 0; i < known.Length; i++)
        {
            if (!string.Equals(known[i].Key, tags[i].Key, StringComparison.Ordinal) || !Equals(known[i].Value, tags[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Node(uint Hash, KeyValuePair<string, object?>[] Tags, MetricSeries Series, Node? Next);
}
