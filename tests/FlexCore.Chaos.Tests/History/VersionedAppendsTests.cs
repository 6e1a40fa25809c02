namespace FlexCore.Chaos.Tests.History;

/// <summary>The checker of appends with an expected version finds what it is there to find.</summary>
public sealed class VersionedAppendsTests
{
    private readonly VersionedAppends _appends = new();

    [Fact]
    public void Versions_without_a_hole_that_hold_what_was_acknowledged_are_good()
    {
        Win("a-1", 1);
        Win("b-1", 2);
        _appends.Sending(new RecordId("a", 2));
        _appends.Refuse(new RecordId("a", 2));

        var verdict = _appends.Judge([(1, new("a", 1)), (2, new("b", 1))]);

        verdict.IsGood.ShouldBeTrue(verdict.ToString());
        (verdict.Acknowledged, _appends.Races).ShouldBe((2, 1));
    }

    [Fact]
    public void Two_that_won_one_version_are_a_mistake()
    {
        Win("a-1", 1);
        Win("b-1", 1);

        _appends.Judge([(1, new("a", 1)), (2, new("b", 1))]).Mistakes.ShouldBe(["version 1 was acknowledged to a-1 and to b-1"]);
    }

    [Fact]
    public void An_event_at_another_version_than_was_said_is_a_mistake()
    {
        Win("a-1", 1);
        Win("b-1", 2);

        _appends.Judge([(1, new("b", 1)), (2, new("a", 1))]).Mistakes.Count.ShouldBe(2);
    }

    [Fact]
    public void An_append_that_got_another_version_than_it_expected_is_a_mistake()
    {
        _appends.Sending(new RecordId("a", 1));
        _appends.Acknowledge(new RecordId("a", 1), expected: 0, version: 2);

        _appends.Judge([(1, new("x", 1)), (2, new("a", 1))]).Mistakes.ShouldContain("a-1 expected version 0 and was given 2");
    }

    [Fact]
    public void A_hole_is_a_mistake()
    {
        Win("a-1", 1);
        Win("a-2", 3);

        _appends.Judge([(1, new("a", 1)), (3, new("a", 2))]).Mistakes.ShouldBe(["event 2 has version 3"]);
    }

    [Fact]
    public void A_refused_append_that_is_there_is_invented()
    {
        _appends.Sending(new RecordId("a", 1));
        _appends.Refuse(new RecordId("a", 1));

        _appends.Judge([(1, new("a", 1))]).Invented.ShouldBe([new RecordId("a", 1)]);
    }

    private void Win(string id, long version)
    {
        _appends.Sending(RecordId.Parse(id));
        _appends.Acknowledge(RecordId.Parse(id), version - 1, version);
    }
}
