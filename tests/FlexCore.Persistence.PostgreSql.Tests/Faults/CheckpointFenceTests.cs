using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.TestServers.Postgres;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>A node that has lost a shard without knowing it cannot take a stream's checkpoint back (I7, I17).</summary>
[NeedsPostgres]
public sealed class CheckpointFenceTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly EntityId Stream = new(TenantId.Default, "data-stream", "orders");

    private readonly string _schema = SharedPostgres.NewSchema();
    private PostgresServer? _server;
    private PostgresStore? _store;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    private PostgresStore Store => _store ?? throw new InvalidOperationException("There is no store.");

    private static int Shard => Stream.ShardOf(StoreFixture.ShardCount);

    public async Task InitializeAsync()
    {
        _server = await SharedPostgres.Server;
        _store = await PostgresStore.OpenAsync(StoreFixture.Options(_server, _schema));
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Server.ExecuteAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
    }

    [Fact]
    public async Task The_owner_of_the_shard_saves()
    {
        var lease = await Store.Leases.AcquireAsync(Shard, "a");
        var checkpoints = Store.CheckpointsUnder(_ => lease);

        await checkpoints.SaveAsync(Checkpoint(1));
        await checkpoints.SaveAsync(Checkpoint(2));

        (await checkpoints.LoadAsync(Stream)).ShouldNotBeNull().Sequence.ShouldBe(2);
        (await Should.ThrowAsync<JournalException>(async () => await checkpoints.SaveAsync(Checkpoint(2)))).Message.ShouldContain("not newer");
    }

    [Fact]
    public async Task A_node_without_the_shard_saves_nothing()
    {
        (await Should.ThrowAsync<JournalException>(async () => await Store.CheckpointsUnder(_ => null).SaveAsync(Checkpoint(1)))).Message.ShouldContain("another node");

        (await Store.Checkpoints.LoadAsync(Stream)).ShouldBeNull();
    }

    [Fact]
    public async Task After_a_take_over_the_old_owner_saves_nothing_even_with_a_newer_sequence()
    {
        var old = await Store.Leases.AcquireAsync(Shard, "old");
        var stale = Store.CheckpointsUnder(_ => old);
        await stale.SaveAsync(Checkpoint(1));
        var taken = await Store.Leases.AcquireAsync(Shard, "new");

        (await Should.ThrowAsync<JournalException>(async () => await stale.SaveAsync(Checkpoint(9)))).Message.ShouldContain("another node");
        (await Should.ThrowAsync<JournalException>(async () => await stale.SaveAsync(Checkpoint(9) with { RunId = "zombie" }))).Message.ShouldContain("another node");

        await Store.CheckpointsUnder(_ => taken).SaveAsync(Checkpoint(2));
        (await Store.Checkpoints.LoadAsync(Stream)).ShouldNotBeNull().Sequence.ShouldBe(2);
    }

    /// <summary>The save arrives while the take-over is under way: it waits for it and then finds the newer epoch.</summary>
    [Fact]
    public async Task A_save_that_meets_a_take_over_loses()
    {
        var old = await Store.Leases.AcquireAsync(Shard, "old");
        await using var connection = new NpgsqlConnection(Server.ConnectionString);
        await connection.OpenAsync();
        await using var taking = await connection.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand($"UPDATE {_schema}.shard SET epoch = epoch + 1 WHERE shard = {Shard}", connection, taking))
        {
            await take.ExecuteNonQueryAsync();
        }

        var save = Store.CheckpointsUnder(_ => old).SaveAsync(Checkpoint(1)).AsTask();
        await WhenWaitingForALockAsync();
        save.IsCompleted.ShouldBeFalse("it waits for the row");
        await taking.CommitAsync();

        (await Should.ThrowAsync<JournalException>(() => save.WaitAsync(Patience))).Message.ShouldContain("another node");
        (await Store.Checkpoints.LoadAsync(Stream)).ShouldBeNull();
    }

    // The server says when it waits; there is no other signal of it.
    private async Task WhenWaitingForALockAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var look = 0; look < 2_000; look++)
        {
            if (await Server.ExecuteAsync($"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%owned AS MATERIALIZED%'") is long and > 0)
            {
                return;
            }

            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException("The save never waited for the shard's row.");
    }

    private static StreamCheckpoint Checkpoint(long sequence) => new(Stream, "run-1", sequence, "f", new byte[] { 1, 2, 3 });
}
