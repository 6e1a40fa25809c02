using System.Collections.Concurrent;
using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Regions.Serving;

/// <summary>
/// Up to which round of its route each node had something of a shard sent back: what comes later of such a round goes back too, so that it cannot
/// overtake what was sent back before.
/// </summary>
/// <remarks>Thread-safe. Holds an entry only between a return and the next round; bounded by nodes times shards.</remarks>
internal sealed class SentBack
{
    private readonly ConcurrentDictionary<(NodeId Node, int Shard), long> _rounds = new();
    private int _count;

    internal bool Covers(NodeId node, int shard, long round)
    {
        if (Volatile.Read(ref _count) == 0 || !_rounds.TryGetValue((node, shard), out var until))
        {
            return false;
        }

        if (round <= until)
        {
            return true;
        }

        if (_rounds.TryRemove(KeyValuePair.Create((node, shard), until)))
        {
            Interlocked.Decrement(ref _count);
        }

        return false;
    }

    internal void Add(NodeId node, int shard, long round)
    {
        if (_rounds.TryAdd((node, shard), round))
        {
            Interlocked.Increment(ref _count);
        }
        else
        {
            _rounds.AddOrUpdate((node, shard), round, (_, known) => Math.Max(known, round));
        }
    }
}
