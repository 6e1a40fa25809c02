using FlexCore.Application.Cluster;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Cluster;

/// <summary>The contract of <see cref="ILeaseTable"/>.</summary>
public abstract class LeaseTableConformance : ClusterConformance
{
    private const string Name = "singleton/clock";

    [Fact]
    public async Task The_first_holder_has_epoch_1()
    {
        var node = await JoinAsync("node-1");
        (await Leases.TryAcquireAsync(Name, node, Long)).ShouldBe(new NamedLease(Name, 1, node));
    }

    [Fact]
    public async Task A_held_lease_is_refused_to_another()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        await Leases.TryAcquireAsync(Name, first, Long);
        (await Leases.TryAcquireAsync(Name, second, Long)).ShouldBeNull();
    }

    [Fact]
    public async Task Leases_of_different_names_do_not_meet()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        await Leases.TryAcquireAsync(Name, first, Long);
        (await Leases.TryAcquireAsync("singleton/other", second, Long)).ShouldBe(new NamedLease("singleton/other", 1, second));
    }

    [Fact]
    public async Task Its_own_lease_is_given_again_with_the_next_epoch()
    {
        var node = await JoinAsync("node-1");
        await TakeAsync(node, Long);
        (await Leases.TryAcquireAsync(Name, node, Long)).ShouldBe(new NamedLease(Name, 2, node));
    }

    [Fact]
    public async Task Its_own_expired_lease_is_given_again_with_the_next_epoch()
    {
        var node = await JoinAsync("node-1");
        await TakeAsync(node, Short);
        await ExpireAsync();
        (await Leases.TryAcquireAsync(Name, node, Long)).ShouldBe(new NamedLease(Name, 2, node));
    }

    [Fact]
    public async Task A_release_that_comes_late_does_not_touch_what_its_sender_has_taken_again()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var old = await TakeAsync(first, Long);
        var lease = await TakeAsync(first, Long);

        await Leases.ReleaseAsync(old);

        (await Leases.TryAcquireAsync(Name, second, Long)).ShouldBeNull();
        (await RenewAsync(old, Long)).ShouldBeFalse();
        (await RenewAsync(lease, Long)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_released_lease_goes_to_the_next_with_the_next_epoch()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        await Leases.ReleaseAsync(await TakeAsync(first, Long));
        (await Leases.TryAcquireAsync(Name, second, Long)).ShouldBe(new NamedLease(Name, 2, second));
    }

    [Fact]
    public async Task After_a_release_its_old_holder_gets_the_next_epoch_too()
    {
        var node = await JoinAsync("node-1");
        await Leases.ReleaseAsync(await TakeAsync(node, Long));
        (await Leases.TryAcquireAsync(Name, node, Long)).ShouldBe(new NamedLease(Name, 2, node));
    }

    [Fact]
    public async Task An_expired_lease_goes_to_the_next()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var lease = await TakeAsync(first, Short);
        await ExpireAsync();

        (await Leases.TryAcquireAsync(Name, second, Long)).ShouldBe(new NamedLease(Name, 2, second));
        (await RenewAsync(lease, Long)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_expired_lease_that_nobody_took_is_renewed()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var lease = await TakeAsync(first, Short);
        await ExpireAsync();

        (await RenewAsync(lease, Long)).ShouldBeTrue();
        (await Leases.TryAcquireAsync(Name, second, Long)).ShouldBeNull();
    }

    [Fact]
    public async Task Renewing_makes_it_last()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var lease = await TakeAsync(first, Short);
        await RenewAsync(lease, Long);
        await ExpireAsync();
        (await Leases.TryAcquireAsync(Name, second, Long)).ShouldBeNull();
    }

    [Fact]
    public async Task The_lease_of_a_member_that_is_down_is_free_at_once()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var lease = await TakeAsync(first, Long);
        await DownAsync(first);

        (await RenewAsync(lease, Long)).ShouldBeFalse("who is down holds nothing");
        (await Leases.TryAcquireAsync(Name, second, Long)).ShouldBe(new NamedLease(Name, 2, second));
    }

    [Fact]
    public async Task Who_is_down_or_no_member_gets_no_lease()
    {
        var node = await JoinAsync("node-1");
        await DownAsync(node);
        (await Leases.TryAcquireAsync(Name, node, Long)).ShouldBeNull();
        (await Leases.TryAcquireAsync(Name, new NodeId("stranger", 1), Long)).ShouldBeNull();
    }

    [Fact]
    public async Task Releasing_what_another_has_taken_changes_nothing()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var old = await TakeAsync(first, Short);
        await ExpireAsync();
        var lease = await TakeAsync(second, Long);

        await Leases.ReleaseAsync(old);

        (await RenewAsync(lease, Long)).ShouldBeTrue();
        (await Leases.TryAcquireAsync(Name, first, Long)).ShouldBeNull();
    }

    [Fact]
    public async Task A_released_lease_is_not_renewed()
    {
        var lease = await TakeAsync(await JoinAsync("node-1"), Long);
        await Leases.ReleaseAsync(lease);
        (await RenewAsync(lease, Long)).ShouldBeFalse();
    }

    [Fact]
    public async Task Leases_that_are_renewed_together_are_each_kept_or_not_by_itself()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var lost = await TakeAsync(first, Short, "singleton/lost");
        var released = await TakeAsync(first, Long, "singleton/released");
        var expired = await TakeAsync(first, Short, "singleton/expired");
        var held = await TakeAsync(first, Short, "singleton/held");
        await Leases.ReleaseAsync(released);
        await ExpireAsync();
        var taken = await TakeAsync(second, Long, "singleton/lost");

        var renewal = await Leases.RenewAsync([held, lost, released, expired, new NamedLease("singleton/unknown", 1, first)], Long);

        renewal.Kept.ShouldBe([held, expired], ignoreOrder: true);
        renewal.Holdings.Select(holding => (holding.Lease, holding.IsHeld)).ShouldBe([(expired, true), (held, true), (taken, true), (released, false)]);
        (await Leases.ListAsync()).ShouldBe(renewal.Holdings);
    }

    [Fact]
    public async Task A_thousand_leases_are_renewed_together()
    {
        var node = await JoinAsync("node-1");
        var leases = new List<NamedLease>();
        for (var number = 0; number < 1_000; number++)
        {
            leases.Add(await TakeAsync(node, Short, $"singleton/{number:D4}"));
        }

        await ExpireAsync();
        (await Leases.RenewAsync(leases, Long)).Kept.Count.ShouldBe(1_000);
        (await Leases.ListAsync()).ShouldAllBe(holding => holding.IsHeld);
    }

    [Fact]
    public async Task Renewing_nothing_only_reads()
    {
        var lease = await TakeAsync(await JoinAsync("node-1"), Short);
        await ExpireAsync();

        var renewal = await Leases.RenewAsync([], Long);

        renewal.Kept.ShouldBeEmpty();
        renewal.Holdings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(holding => holding.Lease.ShouldBe(lease), holding => holding.IsHeld.ShouldBeFalse());
    }

    [Fact]
    public async Task Leases_of_two_owners_are_not_renewed_together()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        NamedLease[] leases = [await TakeAsync(first, Long), await TakeAsync(second, Long, "singleton/other")];
        (await Should.ThrowAsync<ArgumentException>(async () => await Leases.RenewAsync(leases, Long))).Message.ShouldContain("node-1@1 and node-2@1");
    }

    [Fact]
    public async Task The_list_has_the_newest_holder_of_each_by_name()
    {
        var (first, second) = (await JoinAsync("node-1"), await JoinAsync("node-2"));
        var leader = await LeadAsync(first);
        await Leases.ReleaseAsync(await TakeAsync(first, Long));
        var clock = await TakeAsync(second, Long);
        await Leases.ReleaseAsync(await Leases.TryAcquireAsync("singleton/a", first, Long) ?? clock);

        var list = await Leases.ListAsync();

        list.Select(holding => (holding.Lease, holding.IsHeld)).ShouldBe([(leader, true), (new NamedLease("singleton/a", 1, first), false), (clock, true)]);
        list.ShouldAllBe(holding => holding.Since > DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task Of_many_that_want_it_one_gets_it()
    {
        var nodes = new List<NodeId>();
        for (var number = 0; number < 8; number++)
        {
            nodes.Add(await JoinAsync($"node-{number}"));
        }

        var taken = await Task.WhenAll(nodes.Select(node => Task.Run(async () => await Leases.TryAcquireAsync(Name, node, Long))));

        taken.OfType<NamedLease>().ShouldHaveSingleItem().Epoch.ShouldBe(1);
    }

    private async Task<NamedLease> TakeAsync(NodeId node, TimeSpan ttl, string name = Name) =>
        await Leases.TryAcquireAsync(name, node, ttl) ?? throw new InvalidOperationException($"{node} did not get {name}.");

    private async Task<bool> RenewAsync(NamedLease lease, TimeSpan ttl) => (await Leases.RenewAsync([lease], ttl)).Kept.Contains(lease);
}
