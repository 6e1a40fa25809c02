using System.Text;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests;

/// <summary>Short ways to open a store on a test server, to fill it and to read it.</summary>
internal static class StoreFixture
{
    public const int ShardCount = 8;

    public static EventMetadata Metadata { get; } = new(DateTimeOffset.UnixEpoch, "user:ana", "corr-1", "cause-1", "key-1") { TraceParent = new TraceParent(11, 22, 1) };

    public static EntityId Stream(int number) => new(TenantId.Default, "account", $"a{number}");

    public static PostgresStoreOptions Options(PostgresServer server, string schema) => new()
    {
        ConnectionString = server.ConnectionString,
        Schema = schema,
        ShardCount = ShardCount,
        WriterConnections = 2,
        ReaderConnectionsMax = 8,
        PollInterval = TimeSpan.FromMilliseconds(50),
    };

    /// <summary>Opens a new store on the shared server.</summary>
    public static async Task<PostgresStore> OpenAsync() => await PostgresStore.OpenAsync(Options(await SharedPostgres.Server, SharedPostgres.NewSchema()));

    public static NewEvent Event(string text) => new(Guid.NewGuid(), "account.noted", 1, Encoding.UTF8.GetBytes($"{{\"text\":\"{text}\"}}"));

    public static AppendRequest Request(IReadOnlyList<ShardLease> leases, EntityId stream, long expectedVersion, params NewEvent[] events) =>
        new(stream, leases[stream.ShardOf(leases.Count)], expectedVersion, events, Metadata);

    /// <summary>Appends one event to each of some streams, round after round.</summary>
    public static async Task FillAsync(PostgresStore store, IReadOnlyList<ShardLease> leases, int streams, int rounds)
    {
        for (var version = 0; version < rounds; version++)
        {
            for (var stream = 0; stream < streams; stream++)
            {
                (await store.Journal.AppendAsync(Request(leases, Stream(stream), version, Event($"{version}")))).Status.ShouldBe(AppendStatus.Committed);
            }
        }
    }

    public static async Task<List<StoredEvent>> ReadAsync(PostgresStore store, EntityId stream)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in store.Journal.ReadStreamAsync(stream, 1))
        {
            events.Add(stored);
        }

        return events;
    }

    public static async Task<List<StoredEvent>> ReadFeedAsync(PostgresStore store)
    {
        var events = new List<StoredEvent>();
        for (var cursor = FeedCursor.Start; await store.Feed.ReadAsync(cursor, 1_000) is { } batch; cursor = batch.Cursor)
        {
            events.AddRange(batch.Events);
        }

        return events;
    }
}
