namespace FlexCore.Simulation.Tests;

/// <summary>A seed is worth something only when it tells the same story twice.</summary>
public sealed class DeterminismTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(42)]
    [InlineData(1_515)]
    [InlineData(1_529)]
    public void The_same_seed_gives_the_same_run(int seed)
    {
        var stories = new List<string>();
        var first = SimRun.Of(seed, report: stories.Add);
        var second = SimRun.Of(seed, report: stories.Add);

        second.ShouldBe(first);
        stories[1].ShouldBe(stories[0]);
        stories[0].ShouldContain("everything is healed");
    }

    [Fact]
    public void Different_seeds_give_different_runs() => Enumerable.Range(1, 20).Select(seed => SimRun.Of(seed).Steps).Distinct().Count().ShouldBeGreaterThan(15);
}
