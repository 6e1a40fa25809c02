using System.Diagnostics.Metrics;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Testing.Time;
using static FlexCore.Cluster.Tests.Membership.Rows;

namespace FlexCore.Cluster.Tests.Membership;

public sealed class ClusterInstrumentsTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly ClusterView _view;
    private readonly ClusterInstruments _instruments;
    private readonly Dictionary<string, int> _seen = [];
    private readonly MeterListener _listener = new();

    public ClusterInstrumentsTests()
    {
        _view = new ClusterView(Id(1), Table(5, Row(1), Row(2)), Owned(1, Id(1), Id(2), Id(2), Id(3), null), new ServingClock(_clock, TimeSpan.FromSeconds(6)), _clock);

        // Meters of other tests have the same name: only what is made here, on this thread and from now on, is listened to.
        var here = Environment.CurrentManagedThreadId;
        var isHere = false;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isHere && instrument.Meter.Name == ClusterInstruments.MeterName && Environment.CurrentManagedThreadId == here)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => _seen[instrument.Name] = value);
        _listener.Start();
        isHere = true;
        _instruments = new ClusterInstruments();
        _instruments.Observe(_view);
        isHere = false;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _instruments.Dispose();
        _view.Dispose();
    }

    [Fact]
    public void A_shard_is_unowned_when_it_was_released_or_its_owner_is_no_member() => Measured("flexcore.shards.unowned").ShouldBe(2);

    [Fact]
    public void The_shards_of_a_node_that_is_declared_down_are_unowned_at_once()
    {
        _view.Offer(Table(6, Row(1), Row(2, MemberStatus.Down)));
        Measured("flexcore.shards.unowned").ShouldBe(4);
    }

    [Fact]
    public void The_shards_of_a_node_that_leaves_are_owned_until_it_has_released_them()
    {
        _view.Offer(Table(6, Row(1), Row(2, MemberStatus.Leaving)));
        Measured("flexcore.shards.unowned").ShouldBe(2);
    }

    [Fact]
    public void Members_that_are_down_do_not_count()
    {
        Measured("flexcore.cluster.members").ShouldBe(2);
        _view.Offer(Table(6, Row(1), Row(2, MemberStatus.Down)));
        Measured("flexcore.cluster.members").ShouldBe(1);
    }

    [Fact]
    public void A_node_serves_while_its_heartbeat_is_young()
    {
        _view.Heartbeat(_clock.GetTimestamp());
        Measured("flexcore.cluster.serving").ShouldBe(1);

        _clock.Advance(TimeSpan.FromSeconds(7));

        Measured("flexcore.cluster.serving").ShouldBe(0);
    }

    private static ShardTableSnapshot Owned(long version, params NodeId?[] owners) =>
        new(version, [.. owners.Select((owner, shard) => new ShardRow(shard, 1, owner, owner))]);

    private int Measured(string name)
    {
        _listener.RecordObservableInstruments();
        return _seen[name];
    }
}
