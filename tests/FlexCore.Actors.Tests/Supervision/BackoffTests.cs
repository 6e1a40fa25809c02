using FlexCore.Actors.Supervision;

namespace FlexCore.Actors.Tests.Supervision;

public sealed class BackoffTests
{
    [Fact]
    public void The_first_restart_is_immediate_and_pauses_double_up_to_the_bound()
    {
        var backoff = Create(jitter: 0);

        Enumerable.Range(1, 8).Select(failures => backoff.Before(failures).TotalMilliseconds)
            .ShouldBe([0, 100, 200, 400, 800, 1_600, 2_000, 2_000]);
    }

    [Fact]
    public void A_very_long_row_of_failures_stays_at_the_bound() =>
        Create(jitter: 0).Before(int.MaxValue).ShouldBe(TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Jitter_only_shortens_and_only_by_its_part(int seed)
    {
        var backoff = Create(jitter: 0.25, seed);
        var pauses = Enumerable.Range(0, 1_000).Select(_ => backoff.Before(3).TotalMilliseconds).ToArray();

        pauses.ShouldAllBe(pause => pause > 150 && pause <= 200, $"seed {seed}");
        pauses.Distinct().Count().ShouldBeGreaterThan(900, $"seed {seed}");
    }

    [Fact]
    public void Equal_seeds_give_equal_pauses()
    {
        var (one, two, other) = (Create(0.5, 7), Create(0.5, 7), Create(0.5, 8));
        var pauses = Enumerable.Range(2, 50).Select(one.Before).ToArray();

        Enumerable.Range(2, 50).Select(two.Before).ShouldBe(pauses);
        Enumerable.Range(2, 50).Select(other.Before).ShouldNotBe(pauses);
    }

    [Fact]
    public void A_pause_of_nothing_stays_nothing() =>
        new Backoff(TimeSpan.Zero, TimeSpan.Zero, 0.2, 10, new Random(1)).Before(9).ShouldBe(TimeSpan.Zero);

    private static Backoff Create(double jitter, int seed = 1) =>
        new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2), jitter, 10, new Random(seed));
}
