using System.Text;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using Xunit;

namespace FlexCore.Conformance.Storage;

/// <summary>What the storage suites share: a store with eight shards, leases for all of them, and short ways to append and read.</summary>
public abstract class StorageConformance : IAsyncLifetime
{
    protected const int ShardCount = 8;

    private StorageHarness? _harness;

    /// <summary>The only thing an implementation must say: how to open an empty store.</summary>
    protected abstract Task<StorageHarness> StartAsync(int shardCount);

    protected StorageHarness Storage => _harness ?? throw new InvalidOperationException("The store is not open.");

    protected IEventJournal Journal => Storage.Journal;

    protected IShardLeases Shards => Storage.Leases;

    protected IEventFeed Feed => Storage.Feed;

    protected ISnapshotStore Snapshots => Storage.Snapshots;

    protected ICheckpointStore Checkpoints => Storage.Checkpoints;

    protected IReadOnlyList<ShardLease> Leases { get; private set; } = [];

    protected static EventMetadata Metadata { get; } = new(
        new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero), "user:ana", "corr-1", "cause-1", "key-1");

    public async Task InitializeAsync()
    {
        _harness = await StartAsync(ShardCount);
        Leases = await Shards.AcquireAllAsync("node-1");
    }

    public async Task DisposeAsync()
    {
        if (_harness is not null)
        {
            await _harness.DisposeAsync();
        }
    }

    protected static EntityId Entity(string key) => new(TenantId.Default, "account", key);

    /// <summary>The first key (name-0, name-1 …) whose stream lives in a shard.</summary>
    protected static EntityId EntityIn(int shard, string name) =>
        Enumerable.Range(0, int.MaxValue).Select(number => Entity($"{name}-{number}")).First(entity => entity.ShardOf(ShardCount) == shard);

    protected static NewEvent Event(string text, Guid? id = null) =>
        new(id ?? Guid.NewGuid(), "account.noted", 1, Encoding.UTF8.GetBytes($"{{\"text\":\"{text}\"}}"));

    protected ShardLease LeaseOf(EntityId stream) => Leases[stream.ShardOf(ShardCount)];

    protected AppendRequest Request(EntityId stream, long expectedVersion, params NewEvent[] events) =>
        new(stream, LeaseOf(stream), expectedVersion, events, Metadata);

    protected async Task<AppendResult> AppendAsync(EntityId stream, long expectedVersion, params NewEvent[] events) =>
        await Journal.AppendAsync(Request(stream, expectedVersion, events));

    protected async Task<List<StoredEvent>> ReadAsync(EntityId stream, long fromVersion = 1)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in Journal.ReadStreamAsync(stream, fromVersion))
        {
            events.Add(stored);
        }

        return events;
    }

    protected async Task<List<StoredEvent>> ReadFeedAsync(FeedCursor from, int batchSizeMax = 1_000)
    {
        var events = new List<StoredEvent>();
        var cursor = from;
        while (await Feed.ReadAsync(cursor, batchSizeMax) is { } batch)
        {
            events.AddRange(batch.Events);
            cursor = batch.Cursor;
        }

        return events;
    }
}
