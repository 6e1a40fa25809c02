using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Faults;
using FlexCore.TestServers.Postgres;
using Npgsql;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>F5, F8 and I22 for the tables of the cluster: an outage of the database kills nobody, and an owner that is down cannot keep its shards.</summary>
[NeedsPostgres]
public sealed class ClusterTableFaultTests : IAsyncLifetime
{
    private const long Door = 1_234;

    private PostgresServer? _server;

    private PostgresServer Server => _server ?? throw new InvalidOperationException("There is no server.");

    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    [Fact]
    public async Task After_an_outage_members_shards_and_leases_are_as_before()
    {
        await using var store = await PostgresStore.OpenAsync(StoreFixture.Options(Server, "outage"));
        var node = await JoinAsync(store, "node-1");
        var leader = (await store.NamedLeases.TryAcquireAsync(NamedLease.Leader, node, TimeSpan.FromMinutes(10))).ShouldNotBeNull();
        await store.Shards.AssignAsync(leader, [new ShardAssignment(3, node)]);
        var lease = (await store.Shards.AcquireAsync(node, [3])).ShouldHaveSingleItem();

        await Server.StopAsync();
        var error = await Should.ThrowAsync<StoreException>(async () => await store.Members.HeartbeatAsync(node));
        error.Fault.ShouldBe(StoreFault.Unavailable);
        await Server.StartAsync();

        (await store.Members.HeartbeatAsync(node)).Status.ShouldBe(MemberStatus.Up);
        (await store.NamedLeases.RenewAsync([leader], TimeSpan.FromMinutes(10))).Kept.ShouldBe([leader]);
        (await store.Shards.ReadAsync()).Rows[3].ShouldBe(new ShardRow(3, lease.Epoch, node, node));
    }

    [Fact]
    public async Task Connections_that_broke_while_nobody_used_them_trouble_no_reader()
    {
        await using var store = await PostgresStore.OpenAsync(StoreFixture.Options(Server, "stale"));
        var node = await JoinAsync(store, "node-1");
        await StoreFixture.FillAsync(store, await store.Leases.AcquireAllAsync("node-1"), streams: 4, rounds: 2);
        await ReadEverythingAsync(store, node);
        await Server.StopAsync();
        await Server.StartAsync();

        await ReadEverythingAsync(store, node);
    }

    [Fact]
    public async Task The_shards_of_an_owner_that_is_down_are_taken_although_its_append_is_stuck()
    {
        var options = StoreFixture.Options(Server, "stuck");
        options.LockTimeout = TimeSpan.FromSeconds(2);
        await using var first = await PostgresStore.OpenAsync(options);
        await using var second = await PostgresStore.OpenAsync(options);
        var (old, next) = (await JoinAsync(first, "node-1"), await JoinAsync(second, "node-2"));
        var leader = (await second.NamedLeases.TryAcquireAsync(NamedLease.Leader, next, TimeSpan.FromMinutes(10))).ShouldNotBeNull();
        var stream = StoreFixture.Stream(1);
        var shard = stream.ShardOf(StoreFixture.ShardCount);
        await second.Shards.AssignAsync(leader, [new ShardAssignment(shard, old)]);
        var lease = (await first.Shards.AcquireAsync(old, [shard])).ShouldHaveSingleItem();
        await Server.ExecuteAsync($"""
            CREATE FUNCTION stuck.door() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared({Door}); RETURN NEW; END $$;
            CREATE TRIGGER door BEFORE INSERT ON stuck.event FOR EACH ROW EXECUTE FUNCTION stuck.door();
            """);
        await using var doorkeeper = new NpgsqlConnection($"{Server.ConnectionString};Pooling=false");
        await doorkeeper.OpenAsync();
        await using (var shut = new NpgsqlCommand($"SELECT pg_advisory_lock({Door})", doorkeeper))
        {
            await shut.ExecuteNonQueryAsync();
        }

        var late = first.Journal.AppendAsync(new AppendRequest(stream, lease, 0, [StoreFixture.Event("stuck")], StoreFixture.Metadata)).AsTask();
        await WhenStuckAsync();
        var down = (await second.Members.ReadAsync()).Members.Single(member => member.Id == old) with { Status = MemberStatus.Down };
        (await second.Members.TryUpdateAsync(down, (await second.Members.ReadAsync()).Version)).ShouldBeTrue();
        await second.Shards.AssignAsync(leader, [new ShardAssignment(shard, next)]);

        (await second.Shards.AcquireAsync(next, [shard])).ShouldBe([new ShardLease(shard, 2, next.ToString())]);

        await using (var open = new NpgsqlCommand($"SELECT pg_advisory_unlock({Door})", doorkeeper))
        {
            await open.ExecuteNonQueryAsync();
        }

        (await late).Status.ShouldBe(AppendStatus.Fenced);
        (await StoreFixture.ReadAsync(second, stream)).ShouldBeEmpty();
    }

    private static async Task<NodeId> JoinAsync(PostgresStore store, string name)
    {
        var node = new NodeId(name, await store.Members.NextIncarnationAsync(name));
        var version = (await store.Members.ReadAsync()).Version;
        (await store.Members.TryInsertAsync(new Member(node, MemberStatus.Up, new NodeAddress("127.0.0.1", 7_000)), version)).ShouldBeTrue();
        return node;
    }

    // At the same time, so that there is more than one connection.
    private static Task ReadEverythingAsync(PostgresStore store, NodeId node) => Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
    {
        (await store.Members.HeartbeatAsync(node)).Status.ShouldBe(MemberStatus.Up);
        (await StoreFixture.ReadAsync(store, StoreFixture.Stream(number % 4))).Count.ShouldBe(2);
        (await store.Snapshots.LoadAsync(StoreFixture.Stream(number))).ShouldBeNull();
        (await store.Feed.ReadEndAsync()).Offsets.Values.Sum().ShouldBe(8);
        (await StoreFixture.ReadFeedAsync(store)).Count.ShouldBe(8);
    })));

    private async Task WhenStuckAsync()
    {
        for (var look = 0; look < 3_000; look++)
        {
            if (await Server.ExecuteAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'flexcore' AND wait_event = 'advisory'") is long and > 0)
            {
                return;
            }

            await Server.ExecuteAsync("SELECT pg_sleep(0.01)");
        }

        throw new TimeoutException("The append did not come to the door.");
    }
}
