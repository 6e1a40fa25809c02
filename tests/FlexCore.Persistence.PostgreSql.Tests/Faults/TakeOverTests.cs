using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>I7: after a take-over nothing of an older epoch appears, also not what was under way. Two stores stand for two nodes.</summary>
[NeedsPostgres]
public sealed class TakeOverTests : IAsyncLifetime
{
    private const long Door = 4_711;

    private readonly EntityId _stream = StoreFixture.Stream(1);
    private readonly string _schema = SharedPostgres.NewSchema();
    private PostgresServer? _server;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    public async Task InitializeAsync() => _server = await SharedPostgres.Server;

    public async Task DisposeAsync() => await Server.ExecuteAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");

    [Fact]
    public async Task The_next_owner_knows_every_stream_and_the_old_one_is_fenced()
    {
        await using var first = await PostgresStore.OpenAsync(Options());
        await using var second = await PostgresStore.OpenAsync(Options());
        var old = await first.Leases.AcquireAllAsync("node-1");
        await StoreFixture.FillAsync(first, old, streams: 20, rounds: 3);

        var leases = await second.Leases.AcquireAllAsync("node-2");

        for (var number = 0; number < 20; number++)
        {
            var stream = StoreFixture.Stream(number);
            var late = await first.Journal.AppendAsync(StoreFixture.Request(old, stream, 3, StoreFixture.Event("late")));
            late.ShouldBe(new AppendResult(AppendStatus.Fenced, 0, 0, 2));
            var result = await second.Journal.AppendAsync(StoreFixture.Request(leases, stream, 3, StoreFixture.Event("next")));
            (result.Status, result.StreamVersion).ShouldBe((AppendStatus.Committed, 4L));
        }
    }

    [Fact]
    public async Task A_shard_that_comes_back_is_read_again()
    {
        await using var first = await PostgresStore.OpenAsync(Options());
        await using var second = await PostgresStore.OpenAsync(Options());
        var leases = await first.Leases.AcquireAllAsync("node-1");
        await first.Journal.AppendAsync(StoreFixture.Request(leases, _stream, 0, StoreFixture.Event("1")));
        leases = await second.Leases.AcquireAllAsync("node-2");
        await second.Journal.AppendAsync(StoreFixture.Request(leases, _stream, 1, StoreFixture.Event("2")));
        leases = await first.Leases.AcquireAllAsync("node-1");

        var result = await first.Journal.AppendAsync(StoreFixture.Request(leases, _stream, 1, StoreFixture.Event("wrong")));
        (result.Status, result.StreamVersion).ShouldBe((AppendStatus.WrongExpectedVersion, 2L));
        (await first.Journal.AppendAsync(StoreFixture.Request(leases, _stream, 2, StoreFixture.Event("3")))).ShouldBe(new AppendResult(AppendStatus.Committed, 3, 3, 3));
    }

    [Fact]
    public async Task An_append_that_waits_for_a_take_over_under_way_is_fenced_by_it()
    {
        await using var store = await PostgresStore.OpenAsync(Options());
        var leases = await store.Leases.AcquireAllAsync("node-1");
        await store.Journal.AppendAsync(StoreFixture.Request(leases, _stream, 0, StoreFixture.Event("1")));
        await using var other = await ConnectAsync();
        await using var takeOver = await other.BeginTransactionAsync();
        await ExecuteAsync(other, $"UPDATE {_schema}.shard SET epoch = epoch + 1, owner = 'node-2' WHERE shard = {_stream.ShardOf(StoreFixture.ShardCount)}");

        var late = store.Journal.AppendAsync(StoreFixture.Request(leases, _stream, 1, StoreFixture.Event("late"))).AsTask();
        await WhenWaitingAsync("transactionid");
        await takeOver.CommitAsync();

        (await late).ShouldBe(new AppendResult(AppendStatus.Fenced, 0, 0, 2));
        (await StoreFixture.ReadAsync(store, _stream)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_append_that_is_stuck_in_its_statement_is_ended_by_the_take_over_and_never_appears()
    {
        var log = new LogProbe();
        var options = Options();
        options.LockTimeout = TimeSpan.FromSeconds(2);
        options.OutagePatience = TimeSpan.Zero;
        await using var first = await PostgresStore.OpenAsync(options);
        await using var second = await PostgresStore.OpenAsync(options, log);
        var old = await first.Leases.AcquireAllAsync("node-1");
        await StickAsync();
        await using var doorkeeper = await ConnectAsync();
        await ExecuteAsync(doorkeeper, $"SELECT pg_advisory_lock({Door})");

        // The old owner holds the shard's row and gets no further: what a process that was stopped in the middle looks like.
        var late = first.Journal.AppendAsync(StoreFixture.Request(old, _stream, 0, StoreFixture.Event("stuck"))).AsTask();
        await WhenWaitingAsync("advisory");
        var lease = await second.Leases.AcquireAsync(_stream.ShardOf(StoreFixture.ShardCount), "node-2");

        log.CountOf(LogProbe.SessionEnded).ShouldBe(1);
        await ExecuteAsync(doorkeeper, $"SELECT pg_advisory_unlock({Door})");
        (await late).ShouldBe(new AppendResult(AppendStatus.Fenced, 0, 0, 2), "it was ended, tried again, and met the new epoch");
        (await StoreFixture.ReadAsync(second, _stream)).ShouldBeEmpty();
        var request = StoreFixture.Request(old, _stream, 0, StoreFixture.Event("next")) with { Lease = lease };
        (await second.Journal.AppendAsync(request)).ShouldBe(new AppendResult(AppendStatus.Committed, 1, 1, 2));
    }

    [Fact]
    public async Task A_row_that_another_program_holds_fails_the_take_over_and_not_that_program()
    {
        var options = Options();
        options.LockTimeout = TimeSpan.FromMilliseconds(200);
        await using var store = await PostgresStore.OpenAsync(options);
        await using var other = await ConnectAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await ExecuteAsync(other, $"SELECT 1 FROM {_schema}.shard WHERE shard = 0 FOR UPDATE");

        (await Should.ThrowAsync<JournalException>(async () => await store.Leases.AcquireAsync(0, "node-1"))).Message.ShouldContain("flexcore.postgres.lock-timeout");

        await ExecuteAsync(other, "SELECT 1");
        await transaction.CommitAsync();
        (await store.Leases.AcquireAsync(0, "node-1")).Epoch.ShouldBe(1);
    }

    [Fact]
    public async Task Two_processes_with_one_lease_by_mistake_still_write_every_version_once()
    {
        await using var first = await PostgresStore.OpenAsync(Options());
        await using var second = await PostgresStore.OpenAsync(Options());
        var leases = await first.Leases.AcquireAllAsync("node-1");

        var committed = await Task.WhenAll(new[] { first, second }.Select(store => Task.Run(() => InsistAsync(store, leases, appends: 40))));

        var stored = await StoreFixture.ReadAsync(first, _stream);
        stored.Select(item => item.Version).ShouldBe(Enumerable.Range(1, 80).Select(number => (long)number));
        stored.Select(item => item.Id).ToHashSet().SetEquals(committed.SelectMany(ids => ids)).ShouldBeTrue();
        (await StoreFixture.ReadFeedAsync(second)).Count.ShouldBe(80);
    }

    private async Task<List<Guid>> InsistAsync(PostgresStore store, IReadOnlyList<ShardLease> leases, int appends)
    {
        var committed = new List<Guid>();
        for (var version = 0L; committed.Count < appends;)
        {
            var item = StoreFixture.Event("mine");
            var result = await store.Journal.AppendAsync(StoreFixture.Request(leases, _stream, version, item));
            version = result.StreamVersion;
            if (result.Status == AppendStatus.Committed)
            {
                committed.Add(item.Id);
            }
        }

        return committed;
    }

    private PostgresStoreOptions Options() => StoreFixture.Options(Server, _schema);

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection($"{Server.ConnectionString};Pooling=false;Application Name=another program");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // Every insert passes through a door that a test can close.
    private Task<object?> StickAsync() => Server.ExecuteAsync($"""
        CREATE FUNCTION {_schema}.door() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared({Door}); RETURN NEW; END $$;
        CREATE TRIGGER door BEFORE INSERT ON {_schema}.event FOR EACH ROW EXECUTE FUNCTION {_schema}.door();
        """);

    // The server itself says when a session of ours has got as far as the lock.
    private async Task WhenWaitingAsync(string lockType)
    {
        for (var look = 0; look < 6_000; look++)
        {
            var waiting = await Server.ExecuteAsync(
                $"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'flexcore' AND wait_event_type = 'Lock' AND wait_event = '{lockType}' AND query LIKE '%INSERT INTO event%'");
            if (waiting is long and > 0)
            {
                return;
            }

            await Server.ExecuteAsync("SELECT pg_sleep(0.01)");
        }

        throw new TimeoutException($"No append came to wait for a lock of type {lockType}.");
    }
}
