using FlexCore.Application.Cluster;

namespace FlexCore.Simulation.Tests.Scenarios;

public sealed class SingletonTests
{
    [Fact]
    public void It_runs_on_one_node_and_goes_to_another_when_that_is_killed() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        cluster.Pass(5);
        var holder = Holder(cluster.Database.Leases);
        cluster.Checks.SingletonStarts.ShouldBe(1);
        cluster.Wanted[IndexOf(holder)] = false;
        cluster.Kill(IndexOf(holder));
        cluster.Await("another runs it", () => cluster.Checks.SingletonStarts == 2, 10);
        Holder(cluster.Database.Leases).ShouldBe(holder with { Epoch = 2, Owner = Holder(cluster.Database.Leases).Owner });
        Holder(cluster.Database.Leases).Owner.ShouldNotBe(holder.Owner);
    });

    [Fact]
    public void A_node_that_leaves_hands_it_over_within_two_seconds() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        cluster.Pass(5);
        var holder = IndexOf(Holder(cluster.Database.Leases));
        cluster.Wanted[holder] = false;
        cluster.Processes[holder]?.Leave();
        cluster.Await("another runs it", () => cluster.Checks.SingletonStarts == 2, 4);
    });

    [Fact]
    public void Without_the_database_it_stops_before_its_lease_has_expired_and_then_comes_back() => Scenario.Tell(2, cluster =>
    {
        cluster.Settle();
        cluster.Pass(5);
        cluster.Database.IsDown = true;
        cluster.Pass(9.9);
        cluster.Checks.SingletonsRunning.ShouldBe(0);
        cluster.Pass(60);
        cluster.Checks.SingletonStarts.ShouldBe(1);
        cluster.Database.IsDown = false;
        cluster.Await("one runs it", () => cluster.Checks.SingletonStarts == 2, 10);
    });

    [Fact]
    public void A_holder_that_was_paused_ends_it_when_it_wakes() => Scenario.Tell(3, cluster =>
    {
        cluster.Settle();
        cluster.Pass(5);
        var holder = IndexOf(Holder(cluster.Database.Leases));
        var process = cluster.Processes[holder];
        process?.Context.Pause();
        cluster.Await("another runs it", () => cluster.Checks.SingletonStarts == 2, 15);
        cluster.Pass(5);
        process?.Context.Resume();
        cluster.Pass(1);
        cluster.Checks.SingletonsRunning.ShouldBe(1);
    });

    private static NamedLease Holder(IReadOnlyList<LeaseHolding> leases) => leases.Single(holding => holding.Lease.Name == "singleton/clock").Lease;

    private static int IndexOf(NamedLease lease) => int.Parse(lease.Owner.Name["node-".Length..], System.Globalization.CultureInfo.InvariantCulture);
}
