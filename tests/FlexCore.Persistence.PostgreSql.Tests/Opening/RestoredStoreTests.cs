using FlexCore.Application.Cluster;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;

namespace FlexCore.Persistence.PostgreSql.Tests.Opening;

/// <summary>After a restore nothing is given out twice: not an epoch, not an incarnation, not a cursor's store.</summary>
[NeedsPostgres]
public sealed class RestoredStoreTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Who_had_a_shard_in_the_time_that_was_lost_cannot_write_into_the_restored_store()
    {
        await using var server = await PostgresServer.StartAsync();
        var options = StoreFixture.Options(server, "flexcore");
        await (await PostgresStore.OpenAsync(options)).DisposeAsync();
        await server.BackUpAsync();
        IReadOnlyList<ShardLease> lost;
        await using (var store = await PostgresStore.OpenAsync(options))
        {
            lost = await store.Leases.AcquireAllAsync("node-1@1");
            await StoreFixture.FillAsync(store, lost, streams: 3, rounds: 2);
        }

        await server.RestoreAsync();
        await PostgresStore.MarkRestoredAsync(options);

        await using var restored = await PostgresStore.OpenAsync(options);
        var leases = await restored.Leases.AcquireAllAsync("node-1@1");
        leases.Zip(lost).ShouldAllBe(pair => pair.First.Epoch > pair.Second.Epoch + 1_000);
        (await restored.Journal.AppendAsync(StoreFixture.Request(lost, StoreFixture.Stream(1), 0, StoreFixture.Event("of the lost time")))).Status.ShouldBe(AppendStatus.Fenced);
        await StoreFixture.FillAsync(restored, leases, streams: 1, rounds: 1);
        (await StoreFixture.ReadFeedAsync(restored)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Epochs_of_leases_incarnations_and_versions_are_raised_and_members_are_down()
    {
        var options = await OptionsAsync();
        var node = new NodeId("node-1", 4);
        await using var store = await PostgresStore.OpenAsync(options);
        await JoinAsync(store, node);
        var old = (await store.NamedLeases.TryAcquireAsync(NamedLease.Leader, node, Long)).ShouldNotBeNull();
        var before = await store.Members.ReadAsync();
        await SilenceAsync(options);

        await PostgresStore.MarkRestoredAsync(options);

        (await store.NamedLeases.RenewAsync([old], Long)).Kept.ShouldBeEmpty();
        var after = await store.Members.ReadAsync();
        after.Version.ShouldBeGreaterThan(before.Version + 1_000, "a process that still runs reads the table again and finds itself down");
        after.Members.ShouldHaveSingleItem().Status.ShouldBe(MemberStatus.Down);
        var next = new NodeId("node-1", await store.Members.NextIncarnationAsync("node-1"));
        next.Incarnation.ShouldBeGreaterThan(1_000_000);
        await JoinAsync(store, next);
        (await store.NamedLeases.TryAcquireAsync(NamedLease.Leader, next, Long)).ShouldNotBeNull().Epoch.ShouldBeGreaterThan(1_000_000);
        (await store.Shards.ReadAsync()).Rows.ShouldAllBe(row => row.Epoch > 1_000_000 && row.Owner == null);
    }

    [Fact]
    public async Task Each_time_the_store_is_another_for_cursors()
    {
        var options = await OptionsAsync();
        await using var store = await PostgresStore.OpenAsync(options);
        var (first, location) = await PostgresStore.MarkRestoredAsync(options);
        var (second, _) = await PostgresStore.MarkRestoredAsync(options);

        (first.Id, second.Id).ShouldBe((store.Identity.Id, store.Identity.Id));
        first.RestoreEpoch.ShouldBeGreaterThan(store.Identity.RestoreEpoch);
        second.RestoreEpoch.ShouldBeGreaterThan(first.RestoreEpoch);
        location.ShouldBe(store.Location);
        await using var again = await PostgresStore.OpenAsync(options);
        again.Identity.ShouldBe(second);
    }

    [Fact]
    public async Task While_a_node_lives_nothing_is_changed()
    {
        var options = await OptionsAsync();
        await using var store = await PostgresStore.OpenAsync(options);
        await JoinAsync(store, new NodeId("node-7", 3));
        var shards = await store.Shards.ReadAsync();

        var error = await Should.ThrowAsync<StoreException>(() => PostgresStore.MarkRestoredAsync(options));

        error.Fault.ShouldBe(StoreFault.Locked);
        error.Message.ShouldContain("in use by node-7@3. End every node first");
        (await store.Shards.ReadAsync()).Rows.ShouldBe(shards.Rows);
        await using var again = await PostgresStore.OpenAsync(options);
        again.Identity.ShouldBe(store.Identity);
    }

    [Fact]
    public async Task Where_there_is_no_store_none_is_made()
    {
        var options = await OptionsAsync();
        var error = await Should.ThrowAsync<StoreException>(() => PostgresStore.MarkRestoredAsync(options));
        error.Message.ShouldStartWith("There is no store in");
        (await (await SharedPostgres.Server).ExecuteAsync($"SELECT count(*) FROM pg_namespace WHERE nspname = '{options.Schema}'")).ShouldBe(0L);
    }

    private static async Task<PostgresStoreOptions> OptionsAsync() => StoreFixture.Options(await SharedPostgres.Server, SharedPostgres.NewSchema());

    private static async Task JoinAsync(PostgresStore store, NodeId node) =>
        (await store.Members.TryInsertAsync(new Member(node, MemberStatus.Up, new NodeAddress("127.0.0.1", 7001)), (await store.Members.ReadAsync()).Version)).ShouldBeTrue();

    // As in a backup: the heartbeats are of the time when it was taken.
    private static async Task SilenceAsync(PostgresStoreOptions options) =>
        await (await SharedPostgres.Server).ExecuteAsync($"UPDATE {options.Schema}.member SET heartbeat_at = heartbeat_at - interval '1 minute'");
}
