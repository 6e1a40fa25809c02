using FlexCore.Application.EventTypes;

namespace FlexCore.Application.Tests.EventTypes;

public sealed class EventTypeRulesTests
{
    private static readonly EventStep Same = EventStep.InCode(static data => data);

    public static TheoryData<string, EventType, int, string, string> Mistakes => new()
    {
        { "no versions", new("A", []), 0, "versions", "The type 'A' has 0 versions." },
        { "too many versions", new("A", [.. Enumerable.Repeat(new EventTypeVersion { Next = Same }, EventType.VersionsMax), new()]), 0, "versions", "has 1001 versions" },
        { "no name", new("", [new()]), 0, "type", "must have 1 to 200 characters" },
        { "a name of the system", new("flexcore.x", [new()]), 0, "type", "kept for the system" },
        { "a hole", new("A", [new(), new() { Next = Same }, new()]), 1, "next", "Version 1 of 'A' has no step to version 2." },
        { "a step to nowhere", new("A", [new() { Next = Same }]), 1, "next", "has a step to version 2, which is not declared" },
        { "a member twice", new("A", [new() { Members = [new("m", EventMemberKind.Any), new("m", EventMemberKind.Text)] }]), 1, "members", "has the member 'm' twice" },
        { "a member without a name", new("A", [new() { Members = [new("", EventMemberKind.Any)] }]), 1, "members", "without a name" },
        { "too many members", new("A", [new() { Members = [.. Enumerable.Range(0, EventType.MembersMax + 1).Select(i => new EventMember($"m{i}", EventMemberKind.Any))] }]), 1, "members", "has 1001 members" },
        { "a result without example", new("A", [new() { Next = Same, Becomes = "{}" }, new()]), 1, "becomes", "but has no example" },
        { "a result of the newest", new("A", [new() { Example = "{}", Becomes = "{}" }]), 1, "becomes", "but has no next version" },
        { "an example without result", new("A", [new() { Next = Same, Example = "{}" }, new()]), 1, "example", "does not say what its example becomes in version 2" },
        { "an example that is no object", new("A", [new() { Example = "[]" }]), 1, "example", "The example of version 1 of 'A' is no JSON object." },
        { "an example that is no JSON", new("A", [new() { Example = "{" }]), 1, "example", "is no JSON object with each member once" },
        { "an example that does not fit", new("A", [new() { Members = [new("m", EventMemberKind.Text)], Example = """{"m":1}""" }]), 1, "example", "has a number as member 'm'" },
        { "a result that does not fit", new("A", [new() { Next = Same, Example = "{}", Becomes = "{}" }, new() { Members = [new("m", EventMemberKind.Text)] }]), 1, "becomes", "has no member 'm' (text)" },
        { "another result", new("A", [new() { Next = Same, Example = """{"m":1}""", Becomes = """{"m":2}""" }, new()]), 1, "becomes", """becomes {"m":1}, not {"m":2}.""" },
        { "a step that fails", new("A", [new() { Next = EventStep.InCode(static _ => throw new NotSupportedException("never")), Example = "{}", Becomes = "{}" }, new()]), 1, "becomes", "the step from version 1 to 2 of 'A' failed: never" },
        {
            "an end that does not fit", new("A", [new() { Next = Same, Example = "{}", Becomes = "{}" }, new() { Next = Same }, new() { Members = [new("m", EventMemberKind.Text)] }]), 1, "example",
            "does not arrive: as version 3 it has no member 'm' (text): {}."
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_found_with_its_version_and_part(string what, EventType type, int version, string part, string message)
    {
        var mistake = EventTypeRules.Check(type).ShouldHaveSingleItem(what);

        (mistake.Version, mistake.Part).ShouldBe((version, part), what);
        mistake.Message.ShouldContain(message, Case.Sensitive, what);
        mistake.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public void Numbers_of_examples_are_compared_by_value_and_the_order_of_members_does_not_count() => EventTypeRules.Check(SampleTypes.Placed).ShouldBeEmpty();
}
