using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Testing.Time;
using static FlexCore.Cluster.Tests.Membership.Rows;

namespace FlexCore.Cluster.Tests.Membership;

public sealed class ClusterViewTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly ClusterView _view;

    public ClusterViewTests() => _view = new ClusterView(Id(1), Table(5, Row(1), Row(2)), Shards(3), new ServingClock(_clock, TimeSpan.FromSeconds(6)), _clock);

    public void Dispose() => _view.Dispose();

    [Fact]
    public void A_newer_membership_is_taken()
    {
        _view.Offer(Table(6, Row(1), Row(2, MemberStatus.Down)));
        _view.Current.Find(Id(2))?.Status.ShouldBe(MemberStatus.Down);
    }

    [Fact]
    public void An_older_membership_is_ignored()
    {
        _view.Offer(Table(4, Row(1)));
        _view.Current.Membership.Version.ShouldBe(5);
        _view.Current.Find(Id(2)).ShouldNotBeNull();
    }

    [Fact]
    public void The_same_version_read_later_renews_the_heartbeats_and_wakes_nobody()
    {
        var revision = _view.Revision;
        _view.Offer(new MembershipSnapshot(5, [Row(1), Row(2, heartbeatAge: -3)], Now + TimeSpan.FromSeconds(4)));
        _view.Current.Find(Id(2))?.HeartbeatAt.ShouldBe(Now + TimeSpan.FromSeconds(3));
        _view.Revision.ShouldBe(revision);
    }

    [Fact]
    public void The_same_version_read_earlier_is_ignored()
    {
        _view.Offer(new MembershipSnapshot(5, [Row(1)], Now - TimeSpan.FromSeconds(4)));
        _view.Current.Membership.Members.Count.ShouldBe(2);
    }

    [Fact]
    public void Shard_tables_never_go_back()
    {
        _view.Offer(Shards(4, Id(2)));
        _view.Offer(Shards(3));
        _view.Current.Shards.Rows[0].Owner.ShouldBe(Id(2));
    }

    [Fact]
    public void A_shard_table_that_was_changed_by_hand_is_taken_when_an_epoch_has_grown()
    {
        var revision = _view.Revision;
        _view.Offer(new ShardTableSnapshot(3, [new ShardRow(0, 3, Id(2), Id(2))]));
        _view.Current.Shards.Rows[0].Owner.ShouldBeNull("the same epoch under the same version says nothing");
        _view.Revision.ShouldBe(revision);

        _view.Offer(new ShardTableSnapshot(3, [new ShardRow(0, 4, Id(2), Id(2))]));
        _view.Current.Shards.Rows[0].Owner.ShouldBe(Id(2));
        _view.Revision.ShouldBeGreaterThan(revision);

        _view.Offer(Shards(3));
        _view.Current.Shards.Rows[0].Epoch.ShouldBe(4, "an epoch does not go back");
    }

    [Fact]
    public void Leaders_never_go_back()
    {
        _view.OfferLeader(new NamedLease(NamedLease.Leader, 3, Id(1)));
        _view.Current.IsLeader.ShouldBeTrue();
        _view.OfferLeader(new NamedLease(NamedLease.Leader, 2, Id(2)));
        _view.Current.Leader?.Epoch.ShouldBe(3);
        _view.OfferLeader(null);
        _view.Current.IsLeader.ShouldBeFalse();
    }

    [Fact]
    public void A_member_that_is_up_serves_from_its_first_heartbeat_for_two_thirds_of_the_ttl()
    {
        _view.IsServing.ShouldBeFalse();
        _view.Heartbeat(_clock.GetTimestamp());
        (_view.IsServing, _view.Current.IsServing).ShouldBe((true, true));
        _clock.Advance(TimeSpan.FromSeconds(5));
        _view.IsServing.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (_view.IsServing, _view.Current.IsServing).ShouldBe((false, false));
        _view.Heartbeat(_clock.GetTimestamp());
        (_view.IsServing, _view.Current.IsServing).ShouldBe((true, true));
    }

    [Theory]
    [InlineData(MemberStatus.Joining, false)]
    [InlineData(MemberStatus.Leaving, true)]
    [InlineData(MemberStatus.Down, false)]
    public void Whether_a_member_serves_depends_on_its_status(MemberStatus status, bool serves)
    {
        _view.Heartbeat(_clock.GetTimestamp());
        _view.Offer(Table(6, Row(1, status), Row(2)));
        (_view.IsServing, _view.Current.IsServing).ShouldBe((serves, serves));
    }

    [Fact]
    public async Task Watching_yields_the_current_state_and_then_the_newest()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var states = _view.WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        (await states.MoveNextAsync()).ShouldBeTrue();
        states.Current.Membership.Version.ShouldBe(5);

        _view.Offer(Table(6, Row(1)));
        _view.Offer(Table(7, Row(1)));
        (await states.MoveNextAsync()).ShouldBeTrue();
        states.Current.Membership.Version.ShouldBe(7);

        var next = states.MoveNextAsync();
        next.IsCompleted.ShouldBeFalse("nothing is new");
        _view.Offer(Shards(9));
        (await next).ShouldBeTrue();
        states.Current.Shards.Version.ShouldBe(9);
    }

    [Fact]
    public async Task Watching_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        await using var states = _view.WatchAsync(stop.Token).GetAsyncEnumerator(CancellationToken.None);
        await states.MoveNextAsync();
        var next = states.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Every_change_wakes_the_loops()
    {
        using var wake = new Wake(_clock);
        _view.Wakes(wake);
        var wait = wake.WaitAsync(Timeout.InfiniteTimeSpan);
        _view.Offer(Table(5, Row(1), Row(2)));
        wait.IsCompleted.ShouldBeFalse();
        _view.Offer(Table(6, Row(1), Row(2)));
        wait.IsCompleted.ShouldBeTrue();

        _view.Forget(wake);
        _view.Offer(Table(7, Row(1), Row(2)));
        wake.WaitAsync(Timeout.InfiniteTimeSpan).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void A_change_completes_the_wait_for_a_newer_revision()
    {
        var waits = _view.ChangedAfter(_view.Revision);
        waits.IsCompleted.ShouldBeFalse();
        _view.ChangedAfter(_view.Revision - 1).IsCompleted.ShouldBeTrue();
        _view.Offer(Shards(9));
        waits.IsCompleted.ShouldBeTrue();
    }

    private static ShardTableSnapshot Shards(long version, NodeId? owner = null) => new(version, [new ShardRow(0, version, owner, owner)]);
}
