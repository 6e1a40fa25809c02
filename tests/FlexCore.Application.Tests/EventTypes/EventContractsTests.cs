using FlexCore.Application.EventTypes;

namespace FlexCore.Application.Tests.EventTypes;

public sealed class EventContractsTests
{
    private static readonly string Reviewed = EventContracts.Write(SampleTypes.Declared);

    [Fact]
    public void A_contract_says_members_steps_examples_and_how_they_are_read() => Reviewed[Reviewed.IndexOf("\n\n", StringComparison.Ordinal)..].ShouldBe(
        """


        type OrderPlaced v1
          member note: text?
          member total: number
          next in code
          example {"total":12.50,"note":null}
          reads {"note":null,"amount":12.50,"currency":"EUR"}

        type OrderPlaced v2
          member amount: number
          next in code
          example {"amount":1}
          reads {"amount":1,"currency":"EUR"}

        type OrderPlaced v3
          member amount: number
          member currency: text
          example {"amount":1,"currency":"EUR"}
          reads {"amount":1,"currency":"EUR"}

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void The_order_of_a_declaration_and_line_ends_are_no_difference()
    {
        var turned = SampleTypes.Placed with { Versions = [SampleTypes.First with { Members = [.. SampleTypes.First.Members.Reverse()] }, SampleTypes.Second, SampleTypes.Third] };
        Differences(turned).ShouldBeEmpty();
        EventContracts.Compare(Reviewed.ReplaceLineEndings("\r\n"), Reviewed).ShouldBeEmpty();
    }

    [Fact]
    public void An_added_a_removed_and_a_changed_member_are_found()
    {
        var (title, removed, added) = Differences(With(SampleTypes.First with { Members = [.. SampleTypes.First.Members, new EventMember("vip", EventMemberKind.Boolean, IsRequired: false)] })).ShouldHaveSingleItem();
        (title, removed.Count, added.Single()).ShouldBe(("type OrderPlaced v1", 0, "member vip: boolean?"));

        (title, removed, added) = Differences(With(SampleTypes.First with { Members = [SampleTypes.First.Members[0]] })).ShouldHaveSingleItem();
        (title, removed.Single(), added.Count).ShouldBe(("type OrderPlaced v1", "member note: text?", 0));

        (_, removed, added) = Differences(With(SampleTypes.First with { Members = [SampleTypes.First.Members[0], new EventMember("note", EventMemberKind.Text)], Example = null, Becomes = null })).ShouldHaveSingleItem();
        removed.ShouldContain("member note: text?");
        added.ShouldBe(["member note: text"]);
    }

    [Fact]
    public void Code_that_reads_an_example_otherwise_is_found()
    {
        var other = SampleTypes.Second with
        {
            Next = EventStep.InCode(static data =>
            {
                data["currency"] = "USD";
                return data;
            }),
            Becomes = """{"amount":1,"currency":"USD"}""",
        };
        Differences(SampleTypes.Placed with { Versions = [SampleTypes.First, other, SampleTypes.Third] }).Select(static found => found.Title).ShouldBe(["type OrderPlaced v1", "type OrderPlaced v2"]);
    }

    [Fact]
    public void A_new_and_a_missing_version_or_type_are_found()
    {
        var (title, removed, added) = Differences(SampleTypes.Placed, new EventType("OrderPaid", [new EventTypeVersion()])).ShouldHaveSingleItem();
        (title, removed.Count, added.Count).ShouldBe(("type OrderPaid v1", 0, 0));
        EventContracts.Compare(Reviewed, EventContracts.Write(DeclaredEventTypes.None)).Select(static found => found.Title).ShouldBe(["type OrderPlaced v1", "type OrderPlaced v2", "type OrderPlaced v3"]);
        EventContracts.Compare("", Reviewed).Count.ShouldBe(3);
    }

    [Fact]
    public void What_a_hand_has_moved_or_added_in_the_file_is_found()
    {
        EventContracts.Compare(Reviewed.Replace("  member note: text?\n  member total: number\n", "  member total: number\n  member note: text?\n", StringComparison.Ordinal), Reviewed).ShouldHaveSingleItem();
        EventContracts.Compare("stray\n" + Reviewed, Reviewed).ShouldHaveSingleItem().Removed.ShouldBe(["stray"]);
        EventContracts.Compare(Reviewed + "\ntype OrderPlaced v1\n  member late: any\n", Reviewed).ShouldHaveSingleItem().Removed.ShouldBe(["member late: any"]);
    }

    private static EventType With(EventTypeVersion first) => SampleTypes.Placed with { Versions = [first, SampleTypes.Second, SampleTypes.Third] };

    private static IReadOnlyList<EventContractDifference> Differences(params EventType[] types) => EventContracts.Compare(Reviewed, EventContracts.Write(DeclaredEventTypes.Create(types)));
}
