using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Regions.Routing;

/// <summary>The ways to all shards for one kind of entity.</summary>
/// <remarks>Thread-safe. A shard gets its route with its first ask; then it stays.</remarks>
internal sealed class ShardRouter
{
    /// <summary>What callers are told when it is over.</summary>
    internal const string Over = "this node is no member of its cluster any more and ends. Ask another node.";

    private readonly ShardRoute?[] _routes;
    private readonly RegionOptions _options;
    private readonly TimeProvider _time;
    private readonly StopWait _stop;
    private int _held;
    private bool _isOver;

    internal ShardRouter(string kind, IShardLocator locator, RegionOptions options, TimeProvider time)
    {
        Locator = locator;
        _options = options;
        _time = time;
        _stop = new StopWait(time);
        _routes = new ShardRoute?[locator.ShardCount];
        Instruments = new RegionInstruments(kind, () => Held);
    }

    internal IShardLocator Locator { get; }

    internal RegionInstruments Instruments { get; }

    internal int HeldMax => _options.HeldMax;

    /// <summary>How many asks are held.</summary>
    internal int Held => Volatile.Read(ref _held);

    /// <summary>Whether the node has no part in the cluster any more.</summary>
    internal bool IsOver => Volatile.Read(ref _isOver);

    /// <summary>How many asks of routes have no end yet.</summary>
    internal int Open => _routes.Sum(route => route?.Open ?? 0);

    /// <summary>Waits until every ask has its end. Called once, when no new ones are taken.</summary>
    internal Task WhenNoneIsOpenAsync(CancellationToken cancellationToken) => _stop.UntilAsync(() => Open == 0, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>A route has fewer asks without an end than before.</summary>
    internal void TellEnd() => _stop.Tell();

    internal ShardRoute RouteOf(int shard) => Volatile.Read(ref _routes[shard])
        ?? Interlocked.CompareExchange(ref _routes[shard], new ShardRoute(shard, this), null)
        ?? _routes[shard]
        ?? throw new InvalidOperationException("A route that was made is there.");

    /// <summary>Gives everything that waits its end, and everything that comes.</summary>
    internal void End()
    {
        // Each route looks at this under its lock, so an ask is either among those that wait or sees it.
        Interlocked.Exchange(ref _isOver, true);
        foreach (var route in _routes)
        {
            route?.End();
        }
    }

    internal bool TryHold()
    {
        if (Interlocked.Increment(ref _held) <= _options.HeldMax)
        {
            return true;
        }

        Interlocked.Decrement(ref _held);
        return false;
    }

    /// <summary>Counts asks that came back; they are let in whatever the bound, because they were under way and are counted there.</summary>
    internal void CountHeld(int change) => Interlocked.Add(ref _held, change);

    /// <summary>Waits until the shard table has changed, or for a while.</summary>
    internal async Task WaitAsync(long known)
    {
        using var cancellation = new CancellationTokenSource(_options.RetryInterval, _time);
        var news = Locator.WaitNewerAsync(known, cancellation.Token);

        // When nothing has changed in that time, look again all the same, because a node may be back.
        await news.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (news.IsFaulted)
        {
            await news.ConfigureAwait(false);
        }
    }
}
