using System.Text;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.Database;

namespace FlexCore.Persistence.Sqlite.Tests;

/// <summary>Short ways to fill a store, to read all of it, and to change its file behind its back.</summary>
internal static class StoreFixture
{
    public const int ShardCount = 8;

    public static EventMetadata Metadata { get; } = new(DateTimeOffset.UnixEpoch, "user:ana", "corr-1", "cause-1", "key-1") { TraceParent = new TraceParent(11, 22, 1) };

    public static EntityId Stream(int number) => new(TenantId.Default, "account", $"a{number}");

    public static SqliteStoreOptions Options(TempFolder folder) =>
        new() { DataFolder = folder.Path, ShardCount = ShardCount, IndexBatchEvents = 40 };

    public static Task<SqliteStore> OpenAsync(TempFolder folder) => SqliteStore.OpenAsync(Options(folder));

    /// <summary>The same arguments give the same bytes, so that a seed reproduces a damaged file exactly.</summary>
    public static AppendRequest Request(IReadOnlyList<ShardLease> leases, int stream, long expectedVersion, int payloadBytes = 50) => new(
        Stream(stream),
        leases[Stream(stream).ShardOf(leases.Count)],
        expectedVersion,
        [new NewEvent(new Guid(stream, (short)expectedVersion, 0, 1, 2, 3, 4, 5, 6, 7, 8), "account.noted", 1, Encoding.UTF8.GetBytes($"{{\"n\":{expectedVersion},\"p\":\"{new string('x', payloadBytes)}\"}}"))],
        Metadata);

    /// <summary>Appends one event to each of some streams, round after round: with 40 per index batch, the first are indexed and the last are not.</summary>
    public static async Task FillAsync(SqliteStore store, int streams, int rounds)
    {
        var leases = await store.Leases.AcquireAllAsync("test");
        for (var version = 0; version < rounds; version++)
        {
            for (var stream = 0; stream < streams; stream++)
            {
                (await store.Journal.AppendAsync(Request(leases, stream, version))).Status.ShouldBe(AppendStatus.Committed);
            }
        }
    }

    /// <summary>Appends more events to a stream of <see cref="FillAsync"/>.</summary>
    public static async Task FillMoreAsync(SqliteStore store, int stream, int from, int count)
    {
        var leases = await store.Leases.AcquireAllAsync("test");
        for (var version = from; version < from + count; version++)
        {
            (await store.Journal.AppendAsync(Request(leases, stream, version))).Status.ShouldBe(AppendStatus.Committed);
        }
    }

    /// <summary>Everything that the store delivers, stream by stream and then by the feed, one line per event.</summary>
    public static async Task<string> DumpAsync(SqliteStore store, int streams)
    {
        var dump = new StringBuilder();
        for (var stream = 0; stream < streams; stream++)
        {
            foreach (var stored in await ReadAsync(store, stream))
            {
                Add(dump, stored);
            }
        }

        var cursor = FeedCursor.Start;
        while (await store.Feed.ReadAsync(cursor, 1_000) is { } batch)
        {
            batch.Events.ToList().ForEach(stored => Add(dump, stored));
            cursor = batch.Cursor;
        }

        return dump.ToString();
    }

    public static async Task<List<StoredEvent>> ReadAsync(SqliteStore store, int stream)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in store.Journal.ReadStreamAsync(Stream(stream), 1))
        {
            events.Add(stored);
        }

        return events;
    }

    /// <summary>Runs SQL on the closed database.</summary>
    public static void Execute(TempFolder folder, string sql)
    {
        using var database = SqliteDatabase.OpenWriter(folder.Database);
        database.Execute(sql);
    }

    public static long Query(TempFolder folder, string sql)
    {
        using var database = SqliteDatabase.OpenWriter(folder.Database);
        return database.QueryNumber(sql);
    }

    private static void Add(StringBuilder dump, StoredEvent stored) => dump.AppendLine(
        $"{stored.Stream} {stored.Version} {stored.Shard} {stored.Offset} {stored.Id} {stored.Type} {stored.SchemaVersion} {stored.Metadata} {Convert.ToHexString(stored.Payload.Span)}");
}
