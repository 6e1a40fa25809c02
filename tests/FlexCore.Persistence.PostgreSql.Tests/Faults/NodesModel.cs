using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Settings;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>A random life of three nodes on one schema, decided by a seed, against plain lists of what must be there.</summary>
internal sealed class NodesModel : IAsyncDisposable
{
    private const int NodeCount = 3;
    private const int StreamCount = 10;

    private readonly PostgresStoreOptions _options;
    private readonly Random _random;
    private readonly int _seed;
    private readonly PostgresStore[] _nodes;
    private readonly Dictionary<EntityId, List<Guid>> _expected = [];
    private readonly List<StoredEvent> _followed = [];

    /// <summary>The newest lease of each shard and the node that has it, and one that it had before.</summary>
    private readonly (ShardLease Lease, int Node)[] _owners = new (ShardLease, int)[StoreFixture.ShardCount];
    private readonly (ShardLease Lease, int Node)?[] _old = new (ShardLease, int)?[StoreFixture.ShardCount];
    private FeedCursor _cursor = FeedCursor.Start;
    private int _step;

    private NodesModel(PostgresStoreOptions options, PostgresStore[] nodes, int seed)
    {
        _options = options;
        _nodes = nodes;
        _seed = seed;
        _random = new Random(seed);
        for (var number = 0; number < StreamCount; number++)
        {
            _expected[StoreFixture.Stream(number)] = [];
        }
    }

    private string Where => $"seed {_seed}, step {_step}";

    public static async Task<NodesModel> StartAsync(PostgresStoreOptions options, int seed)
    {
        var model = new NodesModel(options, await Task.WhenAll(Enumerable.Range(0, NodeCount).Select(_ => PostgresStore.OpenAsync(options))), seed);
        for (var shard = 0; shard < StoreFixture.ShardCount; shard++)
        {
            await model.TakeOverAsync(shard);
        }

        return model;
    }

    public async Task RunAsync(int steps)
    {
        for (_step = 1; _step <= steps; _step++)
        {
            await (_random.Next(100) switch
            {
                < 45 => AppendAsync(),
                < 60 => AppendWithOldLeaseAsync(),
                < 72 => TakeOverAsync(_random.Next(StoreFixture.ShardCount)),
                < 77 => TakeOverWhileAppendingAsync(),
                < 87 => ReadAsync(Any()),
                < 96 => FollowAsync(),
                _ => RestartAsync(_random.Next(NodeCount)),
            });
        }

        foreach (var stream in _expected.Keys)
        {
            await ReadAsync(stream);
        }

        await FollowAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private EntityId Any() => StoreFixture.Stream(_random.Next(StreamCount));

    private static int ShardOf(EntityId stream) => stream.ShardOf(StoreFixture.ShardCount);

    private static AppendRequest Request(EntityId stream, ShardLease lease, long version, NewEvent[] events) => new(stream, lease, version, events, StoreFixture.Metadata);

    private NewEvent[] Events() => [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => StoreFixture.Event($"{_step}"))];

    // The owner pipelines some appends; here and there one is wrong, and those that build on it with it.
    private async Task AppendAsync()
    {
        var stream = Any();
        var (lease, node) = _owners[ShardOf(stream)];
        var pending = new List<(AppendStatus Expected, Task<AppendResult> Actual)>();
        for (var count = _random.Next(1, 6); count > 0; count--)
        {
            var isWrong = _random.Next(8) == 0;
            var events = Events();
            var request = Request(stream, lease, _expected[stream].Count + (isWrong ? 1 : 0), events);
            pending.Add((isWrong ? AppendStatus.WrongExpectedVersion : AppendStatus.Committed, _nodes[node].Journal.AppendAsync(request).AsTask()));
            if (!isWrong)
            {
                _expected[stream].AddRange(events.Select(static item => item.Id));
            }
        }

        foreach (var (expected, actual) in pending)
        {
            (await actual).Status.ShouldBe(expected, Where);
        }
    }

    // Whatever an old owner believes of the version, it is fenced: also by the node that has the shard again under a newer lease.
    private async Task AppendWithOldLeaseAsync()
    {
        var stream = Any();
        if (_old[ShardOf(stream)] is { } old)
        {
            var result = await _nodes[old.Node].Journal.AppendAsync(Request(stream, old.Lease, _random.Next(_expected[stream].Count + 2), Events()));
            result.ShouldBe(new AppendResult(AppendStatus.Fenced, 0, 0, _owners[ShardOf(stream)].Lease.Epoch), Where);
        }
    }

    private async Task TakeOverAsync(int shard)
    {
        var node = _random.Next(NodeCount);
        var lease = await _nodes[node].Leases.AcquireAsync(shard, $"node-{node}");
        lease.Epoch.ShouldBe((_owners[shard].Lease?.Epoch ?? 0) + 1, Where);
        _old[shard] = _owners[shard].Lease is null ? null : _owners[shard];
        _owners[shard] = (lease, node);
    }

    // I7: what commits is what the answers say, a prefix of what was sent, and all of it is there when the new owner first reads.
    private async Task TakeOverWhileAppendingAsync()
    {
        var stream = Any();
        var (lease, node) = _owners[ShardOf(stream)];
        var sent = Enumerable.Range(0, 20).Select(_ => StoreFixture.Event($"{_step}")).ToArray();
        var version = _expected[stream].Count;
        var pending = sent.Select((item, place) => _nodes[node].Journal.AppendAsync(Request(stream, lease, version + place, [item])).AsTask()).ToArray();
        await TakeOverAsync(ShardOf(stream));
        var read = await StoreFixture.ReadAsync(_nodes[_owners[ShardOf(stream)].Node], stream);
        var results = await Task.WhenAll(pending);
        var committed = results.TakeWhile(static result => result.Status == AppendStatus.Committed).Count();
        results.Skip(committed).ShouldAllBe(result => result.Status == AppendStatus.Fenced, Where);
        read.Count.ShouldBe(version + committed, Where);
        _expected[stream].AddRange(sent.Take(committed).Select(static item => item.Id));
    }

    private async Task ReadAsync(EntityId stream)
    {
        var stored = await StoreFixture.ReadAsync(_nodes[_random.Next(NodeCount)], stream);
        stored.Select(static item => item.Id).ShouldBe(_expected[stream], $"{Where}: '{stream}'");
        stored.Select(static item => item.Version).ShouldBe(Enumerable.Range(1, stored.Count).Select(static number => (long)number), $"{Where}: '{stream}'");
    }

    // One consumer that moves from node to node with its cursor sees everything once.
    private async Task FollowAsync()
    {
        while (await _nodes[_random.Next(NodeCount)].Feed.ReadAsync(_cursor, _random.Next(1, 30)) is { } batch)
        {
            _followed.AddRange(batch.Events);
            _cursor = FeedCursor.Parse(batch.Cursor.ToString());
        }

        _followed.Count.ShouldBe(_expected.Values.Sum(static ids => ids.Count), Where);
        foreach (var shard in _followed.GroupBy(static stored => stored.Shard))
        {
            shard.Select(static stored => stored.Offset).ShouldBe(Enumerable.Range(1, shard.Count()).Select(static number => (long)number), $"{Where}, shard {shard.Key}");
        }

        foreach (var stream in _followed.GroupBy(static stored => stored.Stream))
        {
            stream.Select(static stored => stored.Id).ShouldBe(_expected[stream.Key], $"{Where}: '{stream.Key}'");
        }
    }

    private async Task RestartAsync(int node)
    {
        await _nodes[node].DisposeAsync();
        _nodes[node] = await PostgresStore.OpenAsync(_options);
    }
}
