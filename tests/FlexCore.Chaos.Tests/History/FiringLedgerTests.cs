namespace FlexCore.Chaos.Tests.History;

public sealed class FiringLedgerTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("1:1-1", 1)]
    [InlineData("1:1-40 2:41-41 7:42-50", 50)]
    public void Due_times_that_fired_once_and_in_order_are_good(string runs, int count)
    {
        var verdict = FiringLedger.Judge(FiringLedger.Parse(runs));

        verdict.IsGood.ShouldBeTrue(verdict.ToString());
        verdict.Acknowledged.ShouldBe(count);
    }

    [Fact]
    public void A_due_time_that_fired_under_two_epochs_is_doubled() =>
        FiringLedger.Judge(FiringLedger.Parse("1:1-40 2:39-45")).Doubled.ShouldBe([new("due", 39), new("due", 40)]);

    [Fact]
    public void A_due_time_that_fired_twice_under_one_epoch_is_doubled() =>
        FiringLedger.Judge(FiringLedger.Parse("1:1-40 1:40-41")).Doubled.ShouldBe([new("due", 40)]);

    [Fact]
    public void A_due_time_that_was_left_out_is_lost() =>
        FiringLedger.Judge(FiringLedger.Parse("1:1-40 2:43-45")).Lost.ShouldBe([new("due", 41), new("due", 42)]);

    [Fact]
    public void A_firing_of_an_older_epoch_behind_a_newer_is_reordered()
    {
        var verdict = FiringLedger.Judge(FiringLedger.Parse("1:1-40 2:41-45 1:46-47"));

        verdict.Reordered.ShouldBe([new("due", 46), new("due", 47)]);
        verdict.IsGood.ShouldBeFalse();
    }
}
