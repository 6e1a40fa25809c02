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
}
