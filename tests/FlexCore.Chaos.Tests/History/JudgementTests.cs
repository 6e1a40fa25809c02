namespace FlexCore.Chaos.Tests.History;

/// <summary>The checker finds what it is there to find.</summary>
public sealed class JudgementTests
{
    [Fact]
    public void Records_that_are_there_once_and_in_order_are_good()
    {
        var verdict = Judge(["a-1", "b-1", "a-2", "b-2"], "b-1", "a-1", "b-2", "a-2");

        verdict.IsGood.ShouldBeTrue(verdict.ToString());
        verdict.Acknowledged.ShouldBe(4);
    }

    [Fact]
    public void An_acknowledged_record_that_is_not_there_is_lost()
    {
        var verdict = Judge(["a-1", "a-2", "a-3"], "a-1", "a-3");

        verdict.Lost.ShouldBe([new RecordId("a", 2)]);
        verdict.IsGood.ShouldBeFalse();
        verdict.ToString().ShouldContain("lost 1 (a-2)");
    }

    [Fact]
    public void A_record_that_is_there_twice_is_doubled()
    {
        var verdict = Judge(["a-1", "a-2"], "a-1", "a-2", "a-1");

        verdict.Doubled.ShouldBe([new RecordId("a", 1)]);
        verdict.IsGood.ShouldBeFalse();
    }

    [Fact]
    public void A_record_behind_a_later_one_of_its_writer_is_reordered()
    {
        var verdict = Judge(["a-1", "a-2", "b-1"], "a-2", "b-1", "a-1");

        verdict.Reordered.ShouldBe([new RecordId("a", 1)]);
        verdict.IsGood.ShouldBeFalse();
    }

    [Fact]
    public void A_record_that_nobody_sent_is_invented()
    {
        var verdict = Judge(["a-1"], "a-1", "x-9");

        verdict.Invented.ShouldBe([new RecordId("x", 9)]);
        verdict.IsGood.ShouldBeFalse();
    }

    [Fact]
    public void A_record_without_an_acknowledgement_may_be_there_or_not()
    {
        var history = new AppendHistory();
        history.Sending(new RecordId("a", 1));

        history.Judge([]).IsGood.ShouldBeTrue();
        history.Judge([new RecordId("a", 1)]).IsGood.ShouldBeTrue();
        history.Judge([new RecordId("a", 1), new RecordId("a", 1)]).IsGood.ShouldBeFalse("twice is wrong, acknowledged or not");
    }

    [Fact]
    public void A_record_that_was_refused_and_is_there_is_invented()
    {
        var history = new AppendHistory();
        history.Sending(new RecordId("a", 1));
        history.Refuse(new RecordId("a", 1));

        history.Judge([]).IsGood.ShouldBeTrue();
        history.Judge([new RecordId("a", 1)]).Invented.ShouldBe([new RecordId("a", 1)]);
    }

    [Fact]
    public void A_sum_has_every_mistake_of_its_parts()
    {
        var sum = Verdict.Sum([Judge(["a-1"]), Judge(["b-1"], "b-1", "b-1") with { Mistakes = ["a cent is missing"] }]);

        sum.Acknowledged.ShouldBe(2);
        sum.Lost.ShouldBe([new RecordId("a", 1)]);
        sum.Doubled.ShouldBe([new RecordId("b", 1)]);
        sum.ToString().ShouldContain("a cent is missing");
        (Verdict.Sum([]) with { Mistakes = ["a cent is missing"] }).IsGood.ShouldBeFalse();
    }

    [Fact]
    public void Any_single_mistake_in_a_long_history_is_found()
    {
        var ids = Enumerable.Range(1, 200).SelectMany(n => new[] { $"a-{n}", $"b-{n}" }).ToArray();
        var random = new Random(4);
        for (var round = 0; round < 100; round++)
        {
            var (at, to) = (random.Next(ids.Length - 2), random.Next(ids.Length));
            Judge(ids, [.. ids[..at], .. ids[(at + 1)..]]).Lost.Count.ShouldBe(1, $"record {at} removed");
            Judge(ids, [.. ids[..to], ids[at], .. ids[to..]]).Doubled.Count.ShouldBe(1, $"record {at} once more at {to}");
            Judge(ids, [.. ids[..at], ids[at + 2], ids[at + 1], ids[at], .. ids[(at + 3)..]]).Reordered.Count.ShouldBe(1, $"record {at} changed places");
        }
    }

    private static Verdict Judge(string[] acknowledged, params string[] seen)
    {
        var history = new AppendHistory();
        foreach (var id in acknowledged.Select(RecordId.Parse))
        {
            history.Sending(id);
            history.Acknowledge(id);
        }

        return history.Judge([.. seen.Select(RecordId.Parse)]);
    }
}
