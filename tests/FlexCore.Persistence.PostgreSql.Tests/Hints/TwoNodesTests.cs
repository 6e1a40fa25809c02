using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;
using FlexCore.Testing.Probes;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Tests.Hints;

/// <summary>Two stores on one schema, as two nodes have them: each sees what the other commits.</summary>
[NeedsPostgres]
public sealed class TwoNodesTests : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly string _schema = SharedPostgres.NewSchema();
    private readonly List<PostgresStore> _stores = [];
    private PostgresServer? _server;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    public async Task InitializeAsync() => _server = await SharedPostgres.Server;

    public async Task DisposeAsync()
    {
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }

        await Server.ExecuteAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
    }

    [Theory]
    [InlineData(60_000, 60_000)]
    [InlineData(20, 20)]
    public async Task A_subscriber_sees_the_events_of_another_node_by_hints_or_by_looking(int pollMilliseconds, int pollWithHintsMilliseconds)
    {
        // With a minute between two looks only the hints can be what brings the events within the test's patience.
        var (writer, reader) = (await OpenAsync(pollMilliseconds, pollWithHintsMilliseconds), await OpenAsync(pollMilliseconds, pollWithHintsMilliseconds));
        var leases = await writer.Leases.AcquireAllAsync("node-1");
        await ListensAsync();
        var probe = new Probe<StoredEvent>();
        using var stop = new CancellationTokenSource();
        var pump = Task.Run(() => PumpAsync(reader, probe, stop.Token));

        for (var version = 0; version < 10; version++)
        {
            await writer.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), version, StoreFixture.Event($"{version}")));
            (await probe.NextAsync($"event {version + 1}")).Version.ShouldBe(version + 1);
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => pump.WaitAsync(_patience));
    }

    [Fact]
    public async Task Without_hints_nobody_listens_and_a_subscriber_sees_what_it_looks_for()
    {
        var (writer, reader) = (await OpenAsync(20, 60_000, hints: false), await OpenAsync(20, 60_000, hints: false));
        var leases = await writer.Leases.AcquireAllAsync("node-1");
        var probe = new Probe<StoredEvent>();
        using var stop = new CancellationTokenSource();
        var pump = Task.Run(() => PumpAsync(reader, probe, stop.Token));

        for (var version = 0; version < 3; version++)
        {
            await writer.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), version, StoreFixture.Event($"{version}")));
            (await probe.NextAsync($"event {version + 1}")).Version.ShouldBe(version + 1);
        }

        (await Server.ExecuteAsync($"SELECT count(*) FROM pg_stat_activity WHERE query = 'LISTEN {_schema}_committed'")).ShouldBe(0L);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => pump.WaitAsync(_patience));
    }

    [Fact]
    public async Task The_end_of_the_feed_is_behind_what_any_node_has_committed()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        var leases = await first.Leases.AcquireAllAsync("node-1");
        (await second.Feed.ReadEndAsync()).ShouldBe(FeedCursor.Start);
        await StoreFixture.FillAsync(first, leases, streams: 10, rounds: 2);

        var end = await second.Feed.ReadEndAsync();

        end.Offsets.Values.Sum().ShouldBe(20);
        (await second.Feed.ReadAsync(end, 10)).ShouldBeNull();
    }

    [Fact]
    public async Task A_cursor_from_one_node_is_good_on_another_and_an_acknowledged_event_is_there()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        var leases = await first.Leases.AcquireAllAsync("node-1");
        for (var version = 0; version < 20; version++)
        {
            await first.Journal.AppendAsync(StoreFixture.Request(leases, StoreFixture.Stream(1), version, StoreFixture.Event($"{version}")));
            (await StoreFixture.ReadAsync(second, StoreFixture.Stream(1))).Count.ShouldBe(version + 1);
            var cursor = await first.Feed.ReadEndAsync();
            (await second.Feed.ReadAsync(cursor, 10)).ShouldBeNull("the cursor is at the end, and not ahead of it");
        }
    }

    [Fact]
    public async Task Two_nodes_that_own_different_shards_make_one_feed_without_holes()
    {
        PostgresStore[] stores = [await OpenAsync(), await OpenAsync(), await OpenAsync()];
        var leases = new ShardLease[StoreFixture.ShardCount];
        for (var shard = 0; shard < leases.Length; shard++)
        {
            leases[shard] = await stores[shard % 3].Leases.AcquireAsync(shard, $"node-{shard % 3}");
        }

        var probe = new Probe<StoredEvent>();
        using var stop = new CancellationTokenSource();
        var pump = Task.Run(() => PumpAsync(stores[2], probe, stop.Token));
        await Task.WhenAll(Enumerable.Range(0, 24).Select(number => Task.Run(async () =>
        {
            var stream = StoreFixture.Stream(number);
            var owner = stores[stream.ShardOf(StoreFixture.ShardCount) % 3];
            for (var version = 0; version < 20; version++)
            {
                (await owner.Journal.AppendAsync(StoreFixture.Request(leases, stream, version, StoreFixture.Event($"{version}")))).Status.ShouldBe(AppendStatus.Committed);
            }
        })));

        var events = await probe.NextAsync(480, "all events");
        foreach (var shard in events.GroupBy(stored => stored.Shard))
        {
            shard.Select(stored => stored.Offset).ShouldBe(Enumerable.Range(1, shard.Count()).Select(offset => (long)offset), $"shard {shard.Key}");
        }

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => pump.WaitAsync(_patience));
    }

    [Fact]
    public async Task A_writer_that_idles_in_a_transaction_elsewhere_on_the_server_does_not_hold_up_the_feed()
    {
        // Every server has this database; what is written there is never committed.
        await using var elsewhere = new NpgsqlConnection(Server.ConnectionString.Replace("Database=postgres", "Database=template1", StringComparison.Ordinal) + ";Pooling=false");
        await elsewhere.OpenAsync();
        await using var transaction = await elsewhere.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("CREATE TABLE idle AS SELECT 1", elsewhere);
        await command.ExecuteNonQueryAsync();
        var store = await OpenAsync();
        await StoreFixture.FillAsync(store, await store.Leases.AcquireAllAsync("node-1"), streams: 5, rounds: 2);

        (await StoreFixture.ReadFeedAsync(store)).Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_commit_that_is_under_way_is_not_passed_by_the_cursor()
    {
        // A trigger keeps one append from committing while appends to other shards do.
        var store = await OpenAsync();
        var leases = await store.Leases.AcquireAllAsync("node-1");
        var slow = StoreFixture.Stream(1);
        var quick = Enumerable.Range(2, 100).Select(StoreFixture.Stream).First(stream => IsElsewhere(stream, slow));
        await Server.ExecuteAsync($"""
            CREATE FUNCTION {_schema}.door() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(815); RETURN NEW; END $$;
            CREATE TRIGGER door BEFORE INSERT ON {_schema}.event FOR EACH ROW WHEN (NEW.stream = '{slow.StreamId}') EXECUTE FUNCTION {_schema}.door();
            """);
        await using var doorkeeper = new NpgsqlConnection($"{Server.ConnectionString};Pooling=false");
        await doorkeeper.OpenAsync();
        await using (var shut = new NpgsqlCommand("SELECT pg_advisory_lock(815)", doorkeeper))
        {
            await shut.ExecuteNonQueryAsync();
        }

        var pending = store.Journal.AppendAsync(StoreFixture.Request(leases, slow, 0, StoreFixture.Event("slow"))).AsTask();
        await store.Journal.AppendAsync(StoreFixture.Request(leases, quick, 0, StoreFixture.Event("quick")));
        var batch = (await store.Feed.ReadAsync(FeedCursor.Start, 10)).ShouldNotBeNull();
        batch.Events.ShouldHaveSingleItem().Stream.ShouldBe(quick);
        await using (var open = new NpgsqlCommand("SELECT pg_advisory_unlock(815)", doorkeeper))
        {
            await open.ExecuteNonQueryAsync();
        }

        await pending;
        (await store.Feed.ReadAsync(batch.Cursor, 10)).ShouldNotBeNull().Events.ShouldHaveSingleItem().Stream.ShouldBe(slow);
    }

    // Another shard, and another writer: a writer commits one statement after the other.
    private static bool IsElsewhere(EntityId a, EntityId b) => a.ShardOf(StoreFixture.ShardCount) % 2 != b.ShardOf(StoreFixture.ShardCount) % 2;

    private static async Task PumpAsync(PostgresStore store, Probe<StoredEvent> probe, CancellationToken stop)
    {
        await foreach (var batch in store.Feed.SubscribeAsync(FeedCursor.Start, 50, stop))
        {
            batch.Events.ToList().ForEach(probe.Add);
        }
    }

    private async Task<PostgresStore> OpenAsync(int pollMilliseconds = 50, int pollWithHintsMilliseconds = 50, bool hints = true)
    {
        PostgresStoreOptions options = StoreFixture.Options(Server, _schema);
        options.PollInterval = TimeSpan.FromMilliseconds(pollMilliseconds);
        options.PollIntervalWithHints = TimeSpan.FromMilliseconds(pollWithHintsMilliseconds);
        options.Hints = hints;
        var store = await PostgresStore.OpenAsync(options);
        _stores.Add(store);
        return store;
    }

    // A hint that comes before the reader listens is lost, which is allowed; this test is about those that are not.
    private async Task ListensAsync()
    {
        for (var look = 0; look < 6_000; look++)
        {
            var listening = await Server.ExecuteAsync($"SELECT count(*) FROM pg_stat_activity WHERE query = 'LISTEN {_schema}_committed' AND state = 'idle'");
            if (listening is long and >= 2)
            {
                return;
            }

            await Server.ExecuteAsync("SELECT pg_sleep(0.01)");
        }

        throw new TimeoutException("The stores do not listen.");
    }
}
