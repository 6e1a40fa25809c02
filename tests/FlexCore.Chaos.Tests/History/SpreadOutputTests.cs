namespace FlexCore.Chaos.Tests.History;

/// <summary>The checker of spread streams finds what it is there to find.</summary>
public sealed class SpreadOutputTests
{
    private static readonly string[] Input = ["a-1", "b-1", "a-2", "b-2", "a-3"];

    [Fact]
    public void Keys_in_their_own_order_are_good_whatever_the_order_between_keys() =>
        Judge("b-1*", "b-2", "a-1*", "a-2", "a-3").IsGood.ShouldBeTrue();

    [Fact]
    public void A_record_that_came_twice_is_doubled_and_one_that_did_not_come_is_lost()
    {
        var verdict = Judge("a-1*", "a-2", "a-2", "b-1*", "b-2");

        verdict.Doubled.ShouldBe([new RecordId("a", 2)]);
        verdict.Lost.ShouldBe([new RecordId("a", 3)]);
        verdict.Mistakes.ShouldHaveSingleItem().ShouldStartWith("a is not what went in");
    }

    [Fact]
    public void A_key_in_another_order_is_reordered() => Judge("a-2*", "a-1", "a-3", "b-1*", "b-2").Reordered.ShouldBe([new RecordId("a", 1)]);

    [Theory]
    [InlineData("a-2*", "a-2 counts once more as the first of its key")]
    [InlineData("a-2", null)]
    public void What_was_forgotten_of_a_key_shows_as_another_first_one(string second, string? mistake)
    {
        var verdict = Judge("a-1*", second, "a-3", "b-1*", "b-2");

        verdict.Mistakes.ShouldBe(mistake is null ? [] : [mistake]);
        verdict.IsGood.ShouldBe(mistake is null);
    }

    [Fact]
    public void A_first_record_that_is_taken_for_a_later_one_is_a_mistake() =>
        Judge("a-1", "a-2", "a-3", "b-1*", "b-2").Mistakes.ShouldBe(["a-1 counts not as the first of its key"]);

    private static Verdict Judge(params string[] rows)
    {
        var history = new AppendHistory();
        RecordId[] input = [.. Input.Select(RecordId.Parse)];
        foreach (var id in input)
        {
            history.Sending(id);
            history.Acknowledge(id);
        }

        return SpreadOutput.Judge(history, input, [.. rows.Select(row => new SpreadRow(RecordId.Parse(row.TrimEnd('*')), row.EndsWith('*')))]);
    }
}
