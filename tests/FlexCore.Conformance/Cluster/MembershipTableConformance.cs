using System.Collections.Immutable;
using FlexCore.Application.Cluster;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Cluster;

/// <summary>The contract of <see cref="IMembershipTable"/>.</summary>
public abstract class MembershipTableConformance : ClusterConformance
{
    [Fact]
    public async Task An_empty_table_has_no_members() => (await Members.ReadAsync()).Members.ShouldBeEmpty();

    [Fact]
    public async Task A_row_is_read_as_it_was_written_but_for_the_times()
    {
        var written = Row("node-1", 1, MemberStatus.Joining) with
        {
            Address = new NodeAddress("::1", 7001),
            HttpUrl = "http://127.0.0.1:8080",
            Roles = ["entities", "streams"],
            Version = "0.2.0-ä",
            Protocols = new ProtocolRange(2, 3),
        };

        (await Members.TryInsertAsync(written, await VersionAsync())).ShouldBeTrue();

        var snapshot = await Members.ReadAsync();
        var read = snapshot.Members.ShouldHaveSingleItem();
        (read with { Roles = [], StartedAt = default, HeartbeatAt = default, Suspicions = [] }).ShouldBe(written with { Roles = [], Suspicions = [] });
        read.Roles.ShouldBe(written.Roles);
        read.StartedAt.ShouldBe(read.HeartbeatAt);
        read.StartedAt.ShouldBeLessThanOrEqualTo(snapshot.At);
    }

    [Fact]
    public async Task Insert_and_update_raise_the_version()
    {
        var empty = await VersionAsync();
        var id = await JoinAsync("node-1");
        var inserted = await VersionAsync();
        await DownAsync(id);

        inserted.ShouldBeGreaterThan(empty);
        (await VersionAsync()).ShouldBeGreaterThan(inserted);
    }

    [Fact]
    public async Task Insert_with_a_stale_version_writes_nothing()
    {
        var stale = await VersionAsync();
        await JoinAsync("node-1");

        (await Members.TryInsertAsync(Row("node-2"), stale)).ShouldBeFalse();
        (await Members.ReadAsync()).Members.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Update_with_a_stale_version_writes_nothing()
    {
        var id = await JoinAsync("node-1");
        var stale = await VersionAsync();
        await JoinAsync("node-2");

        (await Members.TryUpdateAsync(await FindAsync(id) with { Status = MemberStatus.Leaving }, stale)).ShouldBeFalse();
        (await FindAsync(id)).Status.ShouldBe(MemberStatus.Up);
    }

    [Fact]
    public async Task A_version_that_was_never_reached_writes_nothing() => (await Members.TryInsertAsync(Row("node-1"), await VersionAsync() + 1)).ShouldBeFalse();

    [Fact]
    public async Task The_same_id_is_not_inserted_twice()
    {
        await JoinAsync("node-1");
        (await Members.TryInsertAsync(Row("node-1"), await VersionAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task Update_of_a_row_that_does_not_exist_writes_nothing() => (await Members.TryUpdateAsync(Row("node-9"), await VersionAsync())).ShouldBeFalse();

    [Fact]
    public async Task Update_changes_everything_but_the_times()
    {
        var id = await JoinAsync("node-1");
        var voter = new NodeId("node-2", 4);
        var before = await FindAsync(id);
        var at = before.StartedAt - TimeSpan.FromMilliseconds(5);

        (await Members.TryUpdateAsync(
            before with { Status = MemberStatus.Leaving, Suspicions = [new Suspicion(voter, at)], StartedAt = default, HeartbeatAt = default },
            await VersionAsync())).ShouldBeTrue();

        var after = await FindAsync(id);
        after.Status.ShouldBe(MemberStatus.Leaving);
        after.Suspicions.ShouldBe([new Suspicion(voter, at)]);
        (after.StartedAt, after.HeartbeatAt).ShouldBe((before.StartedAt, before.HeartbeatAt));
    }

    [Fact]
    public async Task Down_is_final()
    {
        var id = await JoinAsync("node-1");
        await DownAsync(id);

        (await Members.TryUpdateAsync(await FindAsync(id) with { Status = MemberStatus.Up }, await VersionAsync())).ShouldBeFalse();
        (await FindAsync(id)).Status.ShouldBe(MemberStatus.Down);
    }

    [Fact]
    public async Task Rows_are_ordered_by_name_and_incarnation()
    {
        await JoinAsync("node-b", 9);
        await JoinAsync("node-b", 10);
        await JoinAsync("node-B");
        await JoinAsync("node-a");

        (await Members.ReadAsync()).Members.Select(member => member.Id.ToString()).ShouldBe(["node-B@1", "node-a@1", "node-b@9", "node-b@10"]);
    }

    [Fact]
    public async Task A_heartbeat_moves_the_time_and_not_the_version()
    {
        var id = await JoinAsync("node-1");
        var before = await Members.ReadAsync();
        await Tables.PassAsync(TimeSpan.FromMilliseconds(10));

        var reply = await Members.HeartbeatAsync(id);

        reply.Status.ShouldBe(MemberStatus.Up);
        reply.MembershipVersion.ShouldBe(before.Version);
        reply.ShardTableVersion.ShouldBe((await Shards.ReadAsync()).Version);
        reply.At.ShouldBeGreaterThan(before.At);
        (await FindAsync(id)).HeartbeatAt.ShouldBeGreaterThan(before.Members[0].HeartbeatAt);
        (await VersionAsync()).ShouldBe(before.Version);
    }

    [Fact]
    public async Task A_heartbeat_tells_a_stranger_that_it_is_none() => (await Members.HeartbeatAsync(new NodeId("node-1", 1))).Status.ShouldBeNull();

    [Fact]
    public async Task A_heartbeat_of_a_member_that_is_down_changes_nothing()
    {
        var id = await JoinAsync("node-1");
        await DownAsync(id);
        var last = (await FindAsync(id)).HeartbeatAt;
        await Tables.PassAsync(TimeSpan.FromMilliseconds(10));

        (await Members.HeartbeatAsync(id)).Status.ShouldBe(MemberStatus.Down);
        (await FindAsync(id)).HeartbeatAt.ShouldBe(last);
    }

    [Fact]
    public async Task A_heartbeat_names_the_shard_tables_version()
    {
        var id = await JoinAsync("node-1");
        await Shards.AssignAsync(await LeadAsync(id), [new ShardAssignment(3, id)]);
        (await Members.HeartbeatAsync(id)).ShardTableVersion.ShouldBe((await Shards.ReadAsync()).Version);
    }

    [Fact]
    public async Task Incarnations_begin_at_one_and_grow()
    {
        (await Members.NextIncarnationAsync("node-1")).ShouldBe(1);
        await JoinAsync("node-1", 7);
        (await Members.NextIncarnationAsync("node-1")).ShouldBe(8);
        (await Members.NextIncarnationAsync("node-2")).ShouldBe(1);
    }

    [Fact]
    public async Task Only_members_that_are_down_and_old_are_removed()
    {
        var old = await JoinAsync("node-1");
        var alive = await JoinAsync("node-2");
        await DownAsync(old);
        await Tables.PassAsync(TimeSpan.FromMilliseconds(10));
        var between = (await Members.HeartbeatAsync(alive)).At;
        var young = await JoinAsync("node-3");
        await DownAsync(young);
        var version = await VersionAsync();

        (await Members.TryRemoveDownAsync(between, version - 1)).ShouldBeFalse();
        (await Members.TryRemoveDownAsync(between, version)).ShouldBeTrue();

        (await Members.ReadAsync()).Members.Select(member => member.Id).ShouldBe([alive, young]);
        (await VersionAsync()).ShouldBeGreaterThan(version);
    }

    [Fact]
    public async Task Who_was_removed_does_not_come_back()
    {
        var id = await JoinAsync("node-1", 3);
        await DownAsync(id);
        await Members.TryRemoveDownAsync((await Members.ReadAsync()).At + TimeSpan.FromSeconds(1), await VersionAsync());

        (await Members.ReadAsync()).Members.ShouldBeEmpty();
        (await Members.NextIncarnationAsync("node-1")).ShouldBe(4);
        (await Members.TryInsertAsync(Row("node-1", 3), await VersionAsync())).ShouldBeFalse();
        (await Members.HeartbeatAsync(id)).Status.ShouldBeNull();
    }

    [Fact]
    public async Task Of_concurrent_changes_exactly_one_wins()
    {
        var id = await JoinAsync("node-1");
        var row = await FindAsync(id);
        var version = await VersionAsync();

        var won = await Task.WhenAll(Enumerable.Range(1, 16).Select(voter => Task.Run(async () =>
            await Members.TryUpdateAsync(row with { Suspicions = [new Suspicion(new NodeId($"voter-{voter}", 1), row.StartedAt)] }, version))));

        won.Count(written => written).ShouldBe(1);
        (await FindAsync(id)).Suspicions.Length.ShouldBe(1);
        (await VersionAsync()).ShouldBe(version + 1);
    }

    [Fact]
    public async Task Every_concurrent_change_that_tries_again_arrives()
    {
        var id = await JoinAsync("node-1");
        await Task.WhenAll(Enumerable.Range(1, 8).Select(voter => Task.Run(() => VoteAsync(id, new NodeId($"voter-{voter}", 1)))));
        (await FindAsync(id)).Suspicions.Select(suspicion => suspicion.By.Name).Order().ShouldBe(Enumerable.Range(1, 8).Select(voter => $"voter-{voter}"));
    }

    private async Task VoteAsync(NodeId id, NodeId voter)
    {
        while (true)
        {
            var snapshot = await Members.ReadAsync();
            var row = snapshot.Members.Single(member => member.Id == id);
            ImmutableArray<Suspicion> votes = [.. row.Suspicions, new Suspicion(voter, snapshot.At)];
            if (await Members.TryUpdateAsync(row with { Suspicions = votes }, snapshot.Version))
            {
                return;
            }
        }
    }
}
