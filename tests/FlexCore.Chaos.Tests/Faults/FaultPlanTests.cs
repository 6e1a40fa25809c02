namespace FlexCore.Chaos.Tests.Faults;

/// <summary>The plan is what it says.</summary>
public sealed class FaultPlanTests
{
    [EveryFaultFact]
    public void Every_fault_can_happen_on_this_machine() =>
        FaultPlan.All(new Random(1)).ShouldAllBe(fault => fault.SkipReason == null);

    [Fact]
    public void A_seed_decides_the_order_and_leaves_none_out()
    {
        string[] Names(int seed) => [.. FaultPlan.All(new Random(seed)).Select(fault => fault.Name)];

        Names(7).ShouldBe(Names(7));
        Names(7).ShouldNotBe(Names(8));
        Names(7).ShouldBeUnique();
        Names(7).ShouldBe(Names(8), ignoreOrder: true);
    }

    [Fact]
    public void The_short_plan_is_a_part_of_the_whole_one()
    {
        string[] few = [.. FaultPlan.Short(new Random(7)).Select(fault => fault.Name)];

        few.ShouldBeSubsetOf(FaultPlan.All(new Random(1)).Select(fault => fault.Name));
        few.ShouldBe(FaultPlan.Short(new Random(7)).Select(fault => fault.Name));
        few.Select(name => name.Split(' ')[0]).ShouldBe(
            ["F1", "F2", "F3", "F4", "F5", "F7", "F8", "F10", "F14", "F15", "F16", "F17", "F18", "F19", "F21", "F29", "F40", "F43", "F48"], ignoreOrder: true);
    }

    [Fact]
    public void The_plan_of_hosts_has_every_fault_of_networks_and_disks()
    {
        string[] names = [.. HostFaultPlan.All(new Random(3)).Select(fault => fault.Name)];

        names.Select(name => name.Split(' ')[0]).ShouldBe(["F15", "F16", "F17", "F18", "F19", "F22", "F24", "F24"], ignoreOrder: true);
        HostFaultPlan.Short().Select(fault => fault.Name).ShouldBeSubsetOf(names);
    }
}
