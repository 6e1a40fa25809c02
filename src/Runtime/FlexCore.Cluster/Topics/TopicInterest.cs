namespace FlexCore.Cluster.Topics;

/// <summary>Which topics this node has subscribers of, with a version that every change raises.</summary>
/// <remarks>Thread-safe. Changes are reported one after the other, in the order of their versions.</remarks>
internal sealed class TopicInterest(Action<long, TopicName, bool> onChange)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TopicName, int> _counts = [];
    private long _version;

    /// <summary>The newest version.</summary>
    internal long Version
    {
        get
        {
            lock (_gate)
            {
                return _version;
            }
        }
    }

    internal void Add(TopicName name)
    {
        lock (_gate)
        {
            var count = _counts.GetValueOrDefault(name);
            _counts[name] = count + 1;
            if (count == 0)
            {
                onChange(++_version, name, true);
            }
        }
    }

    internal void Remove(TopicName name)
    {
        lock (_gate)
        {
            var left = _counts.GetValueOrDefault(name) - 1;
            if (left > 0)
            {
                _counts[name] = left;
            }
            else if (_counts.Remove(name))
            {
                onChange(++_version, name, false);
            }
        }
    }

    /// <summary>All topics and the version that they are of.</summary>
    internal (long Version, IReadOnlyList<TopicName> Names) Snapshot()
    {
        lock (_gate)
        {
            return (_version, [.. _counts.Keys]);
        }
    }
}
