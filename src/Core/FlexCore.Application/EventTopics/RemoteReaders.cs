using System.Collections.Concurrent;
using System.Collections.Immutable;
using FlexCore.Domain;

namespace FlexCore.Application.EventTopics;

/// <summary>How far the slowest running reader of each topic has come on every other node, as that node last said. Thread-safe.</summary>
/// <remarks>Hints: what is late or lost makes the bound late, never wrong for ever. A node that says nothing more is forgotten, and with it its readers.</remarks>
/// <param name="forgetAfter">How long a report counts.</param>
/// <param name="clock">Measures it.</param>
internal sealed class RemoteReaders(TimeSpan forgetAfter, TimeProvider clock)
{
    /// <summary>The most topics of which reports are kept; of further ones none are.</summary>
    public const int TopicsMax = 100_000;

    private readonly ConcurrentDictionary<(TenantId Tenant, string Topic), ImmutableDictionary<Guid, (long Seen, long At)>> _topics = new();
    private int _count;

    /// <summary>The number of topics with reports.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Notes a report.</summary>
    /// <param name="node">The life of the node that says it.</param>
    /// <param name="tenant">The topic's tenant.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="seen">How many bytes its slowest reader there has taken, or <see langword="null"/> when none is left.</param>
    public void Note(Guid node, TenantId tenant, string topic, long? seen)
    {
        var key = (tenant, topic);
        if (Count >= TopicsMax && !_topics.ContainsKey(key))
        {
            return;
        }

        _topics.AddOrUpdate(
            key,
            static (_, report) => report.Seen is { } first ? ImmutableDictionary<Guid, (long, long)>.Empty.Add(report.Node, (first, report.At)) : ImmutableDictionary<Guid, (long, long)>.Empty,
            static (_, known, report) => report.Seen is { } next ? known.SetItem(report.Node, (next, report.At)) : known.Remove(report.Node),
            (Node: node, Seen: seen, At: clock.GetTimestamp()));
        Volatile.Write(ref _count, _topics.Count);
    }

    /// <summary>How far the slowest reader on other nodes has come; null when none is known.</summary>
    public long? Slowest(TenantId tenant, string topic)
    {
        long? slowest = null;
        foreach (var report in _topics.TryGetValue((tenant, topic), out var nodes) ? nodes.Values : [])
        {
            slowest = IsForgotten(report.At) || report.Seen >= slowest ? slowest : report.Seen;
        }

        return slowest;
    }

    /// <summary>How many bytes the slowest reader on another node has before it; 0 without one.</summary>
    /// <param name="tenant">The topic's tenant.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="end">How many bytes the topic has.</param>
    public long UnreadBytes(TenantId tenant, string topic, long end)
    {
        var unread = 0L;
        if (Count > 0 && _topics.TryGetValue((tenant, topic), out var nodes))
        {
            foreach (var (_, report) in nodes)
            {
                unread = IsForgotten(report.At) ? unread : Math.Max(unread, end - report.Seen);
            }
        }

        return unread;
    }

    /// <summary>Lets go of what is forgotten.</summary>
    public void Sweep()
    {
        foreach (var (key, nodes) in _topics)
        {
            var left = nodes.RemoveRange(nodes.Where(report => IsForgotten(report.Value.At)).Select(report => report.Key));
            if (left.IsEmpty)
            {
                _topics.TryRemove(KeyValuePair.Create(key, nodes));
            }
            else
            {
                _topics.TryUpdate(key, left, nodes);
            }
        }

        Volatile.Write(ref _count, _topics.Count);
    }

    private bool IsForgotten(long at) => clock.GetElapsedTime(at) > forgetAfter;
}
