using System.Globalization;
using FlexCore.Domain.EventStreams;
using FlexCore.Domain.Tests.Deciders;
using FsCheck;
using FsCheck.Fluent;

namespace FlexCore.Domain.Tests.EventStreams;

public sealed class EventStreamDeciderTests
{
    private static readonly EventStreamDecider Decider = new();

    public static TheoryData<string, StreamEvent, string> BadEvents => new()
    {
        { "type", Good with { Type = "" }, "1 to 200 characters but has 0" },
        { "type", Good with { Type = new string('x', 201) }, "1 to 200 characters but has 201" },
        { "type", Good with { Type = "two words" }, "position 4 does not" },
        { "type", Good with { Type = "flexcore.command-answered" }, "kept for the system" },
        { "schema version", Good with { SchemaVersion = 0 }, "is 0; versions begin at 1" },
        { "aggregate type", Good with { AggregateType = "a b" }, "position 2 does not" },
        { "tag", Good with { Tags = [""] }, "1 to 200 characters" },
        { "tag", Good with { Tags = ["a\nb"] }, "no control characters" },
        { "tag", Good with { Tags = ["a", "b", "a"] }, "comes twice" },
        { "list of tags", Good with { Tags = [.. Enumerable.Range(0, 33).Select(i => i.ToString(CultureInfo.InvariantCulture))] }, "has 33 entries" },
        { "origin", Good with { Origin = new EventOrigin(Guid.Empty, Contexts.Noon, "", "c", "c") }, "must name principal" },
    };

    private static StreamEvent Good { get; } = new("OrderPlaced", 1, "{}");

    [Theory]
    [MemberData(nameof(BadEvents))]
    public void A_bad_event_is_refused_with_its_number_its_part_and_the_rule(string part, StreamEvent bad, string rule)
    {
        var refusal = Decide(EventStreamState.Empty, null, Good, bad).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("bad-event");
        refusal.Message.ShouldStartWith($"The {part}");
        refusal.Message.ShouldContain("of event 2 ");
        refusal.Message.ShouldContain(rule);
    }

    [Fact]
    public void Bounds_are_taken_at_their_value_and_refused_above_it()
    {
        var data = "{\"x\":\"" + new string('x', EventStreamLimits.DataBytesMax - 8) + "\"}";
        Decide(EventStreamState.Empty, null, Good with { Data = data }).Refusal.ShouldBeNull();
        Decide(EventStreamState.Empty, null, Good with { Data = data + " " }).Refusal.ShouldNotBeNull().Code.ShouldBe("append-too-large");
        var metadata = "{\"x\":\"" + new string('x', EventStreamLimits.MetadataBytesMax - 8) + "\"}";
        Decide(EventStreamState.Empty, null, Good with { Metadata = metadata }).Refusal.ShouldBeNull();
        Decide(EventStreamState.Empty, null, Good with { Metadata = metadata + " " }).Refusal.ShouldNotBeNull().Message.ShouldContain("metadata of event 1 has 65537 bytes");
        Decide(EventStreamState.Empty, null, [.. Enumerable.Repeat(Good, EventStreamLimits.AppendEventsMax)]).Refusal.ShouldBeNull();
        Decide(EventStreamState.Empty, null, [.. Enumerable.Repeat(Good, EventStreamLimits.AppendEventsMax + 1)]).Refusal.ShouldNotBeNull().Message.ShouldContain("1001 events");
        Decide(EventStreamState.Empty, null, [.. Enumerable.Repeat(Good with { Data = data }, 9)]).Refusal.ShouldNotBeNull().Message.ShouldContain("9437184 bytes");
        Decide(EventStreamState.Empty, null).Refusal.ShouldNotBeNull().Code.ShouldBe("bad-event");
    }

    [Fact]
    public void Without_a_principal_nothing_is_appended() =>
        Decider.Decide(EventStreamState.Empty, new EventStreamCommand.Append(Contexts.Of("acme", ""), null, [Good])).Refusal.ShouldNotBeNull().Code.ShouldBe("no-principal");

    [Fact]
    public void A_wrong_version_names_the_actual_one_and_says_what_to_do()
    {
        Decide(new EventStreamState(7, 0), 0, Good).Refusal.ShouldNotBeNull().Message.ShouldBe(
            "The stream is at version 7, and the append expects that it has no events. Read what has come, decide again, and send version 7.");
        Decide(new EventStreamState(7, 0), 8, Good).Refusal.ShouldNotBeNull().Message.ShouldContain("expects version 8");
    }

    /// <summary>Whatever versions are expected: the accepted appends are exactly those that expected the version that was, and the version counts events.</summary>
    [Fact]
    public void The_version_counts_events_and_decides_what_is_taken()
    {
        var append = from expected in Gen.Frequency((1, Gen.Constant(-1L)), (3, Gen.Choose(0, 6).Select(n => (long)n))) from count in Gen.Choose(0, 3) select (expected, count);
        var appends = append.ListOf();
        Prop.ForAll(appends.ToArbitrary(), history =>
        {
            var state = EventStreamState.Empty;
            foreach (var (expected, count) in history)
            {
                var decision = Decide(state, expected < 0 ? null : expected, [.. Enumerable.Repeat(Good, count)]);
                (decision.Refusal is null).ShouldBe(count > 0 && (expected < 0 || expected == state.Version), $"{expected} at {state.Version}");
                var after = decision.Events.Aggregate(state, Decider.Evolve);
                after.Version.ShouldBe(state.Version + decision.Events.Count);
                after.Bytes.ShouldBe(2 * after.Version, "each has two bytes of data");
                state = after;
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Decision<StreamEvent> Decide(EventStreamState state, long? expected, params ReadOnlySpan<StreamEvent> events) =>
        Decider.Decide(state, new EventStreamCommand.Append(Contexts.Of("acme"), expected, ValueList.Create(events)));
}
