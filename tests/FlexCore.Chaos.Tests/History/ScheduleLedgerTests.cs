namespace FlexCore.Chaos.Tests.History;

/// <summary>The checker of schedules finds what it is there to find.</summary>
public sealed class ScheduleLedgerTests
{
    private const long Now = 1_000;

    [Fact]
    public void Seconds_that_fired_once_and_in_order_are_good()
    {
        var verdict = Judge(("a", 1, 900), ("b", 1, 903), ("a", 2, 901), ("b", 2, 904), ("a", 3, 902));

        verdict.IsGood.ShouldBeTrue(verdict.ToString());
        verdict.Acknowledged.ShouldBe(5);
    }

    [Fact]
    public void A_second_that_was_left_out_is_lost() => Judge(("a", 1, 900), ("a", 2, 903)).Lost.ShouldBe([new("a", 1), new("a", 2)]);

    [Fact]
    public void A_second_that_fired_under_two_numbers_is_doubled() => Judge(("a", 1, 900), ("a", 2, 901), ("a", 3, 901)).Doubled.ShouldBe([new("a", 1)]);

    [Fact]
    public void A_firing_that_was_delivered_twice_is_doubled_and_out_of_order()
    {
        var verdict = Judge(("a", 1, 900), ("a", 2, 901), ("a", 2, 901));

        verdict.Doubled.ShouldBe([new("a", 1)]);
        verdict.Reordered.ShouldBe([new("a", 1)]);
    }

    [Fact]
    public void A_number_that_is_missing_is_found_even_when_no_second_is() => Judge(("a", 1, 900), ("a", 3, 901)).IsGood.ShouldBeFalse();

    [Fact]
    public void A_firing_before_its_time_is_a_mistake() => Judge(("a", 1, 999), ("a", 2, 1_000), ("a", 3, 1_001)).Mistakes.ShouldBe(["a-2 fired 1 s before its time"]);

    private static Verdict Judge(params (string Schedule, long Number, long Due)[] firings) =>
        ScheduleLedger.Judge([.. firings.Select(firing => new ScheduleFiring(firing.Schedule, firing.Number, firing.Due))], Now);
}
