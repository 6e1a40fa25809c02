using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCore.Application.Events;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTypes;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.Tests.EventTypes;

public sealed class DeclaredEventTypesTests
{
    [Theory]
    [InlineData(1, """{"total":12.50,"note":"grüße","big":123456789012345678901234567890}""", """{"note":"grüße","big":123456789012345678901234567890,"amount":12.50,"currency":"EUR"}""")]
    [InlineData(2, """{"amount":1e400}""", """{"amount":1e400,"currency":"EUR"}""")]
    [InlineData(3, """{ "amount" : 1 }""", """{ "amount" : 1 }""")]
    public void An_event_of_any_version_is_read_as_the_newest(int version, string data, string expected)
    {
        var read = SampleTypes.Declared.Read(Recorded("OrderPlaced", version, data));

        (read.User?.SchemaVersion, read.User?.Data, read.UpcastFault, read.Stored.SchemaVersion).ShouldBe((3, expected, null, version));
        Projected("OrderPlaced", version, data).Data.GetRawText().ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, "{\"total\":1}", "\"schemaVersion\":3,\"storedVersion\":1,\"at\":")]
    [InlineData(3, "{}", "\"schemaVersion\":3,\"at\":")]
    [InlineData(4, "{}", "\"schemaVersion\":4,\"upcastFault\":\"version 4 of 'OrderPlaced' is newer than 3, the newest one that this node knows\",\"at\":")]
    public void An_answer_says_which_version_its_data_is_of_and_which_is_stored(int version, string data, string expected)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            RecordedEventJson.Write(json, SampleTypes.Declared.Read(Recorded("OrderPlaced", version, data)));
        }

        Encoding.UTF8.GetString(bytes.ToArray()).ShouldContain($"\"type\":\"OrderPlaced\",{expected}");
    }

    [Fact]
    public void What_is_not_declared_is_read_as_it_is_stored()
    {
        var recorded = Recorded("OrderPaid", 7, """{"a":1}""");
        SampleTypes.Declared.Read(recorded).ShouldBeSameAs(recorded);
        DeclaredEventTypes.None.Read(Recorded("OrderPlaced", 1, "{}")).User?.SchemaVersion.ShouldBe(1);
    }

    [Theory]
    [InlineData(4, """{"a":1}""", "version 4 of 'OrderPlaced' is newer than 3, the newest one that this node knows")]
    [InlineData(1, """{"sum":1}""", "the step from version 1 to 2 of 'OrderPlaced' failed: there is no 'total'")]
    [InlineData(1, """{"total":1,"total":2}""", "the step from version 1 to 2")]
    public void What_cannot_be_taken_on_stays_whole_and_says_why(int version, string data, string reason)
    {
        var read = SampleTypes.Declared.Read(Recorded("OrderPlaced", version, data));
        (read.User?.SchemaVersion, read.User?.Data).ShouldBe((version, data));
        read.UpcastFault.ShouldNotBeNull().ShouldStartWith(reason);

        Should.Throw<UnknownEventException>(() => Projected("OrderPlaced", version, data).Data, "a projection parks it").Message.ShouldContain(reason);
        var fold = new MergeFold(SampleTypes.Declared);
        Should.Throw<UnknownEventException>(() => fold.Apply(fold.Begin(), Recorded("OrderPlaced", version, data)), "a state would be wrong").Message.ShouldContain(reason);
    }

    [Fact]
    public void A_projection_that_does_not_look_at_the_data_takes_an_event_of_a_newer_version() => Projected("OrderPlaced", 4, "{}").Type.ShouldBe("OrderPlaced");

    [Fact]
    public void A_state_is_merged_of_the_newest_versions()
    {
        var fold = new MergeFold(SampleTypes.Declared);
        var state = fold.Apply(fold.Apply(fold.Begin(), Recorded("OrderPlaced", 1, """{"total":1}""")), Recorded("OrderPlaced", 2, """{"amount":2}"""));

        Encoding.UTF8.GetString(fold.Encode(state).Span).ShouldBe("""{"amount":2,"currency":"EUR"}""");
        fold.Shape.ShouldNotBe(new MergeFold(DeclaredEventTypes.None).Shape, "a state that other steps have made is not gone on from");
        new MergeFold(DeclaredEventTypes.None).Shape.ShouldBe("merged-data.v1", "states that were kept before types could be declared are");
    }

    [Fact]
    public void Data_may_grow_to_its_bound_and_not_beyond()
    {
        var types = DeclaredEventTypes.Create([new EventType("Grown", [new EventTypeVersion { Next = EventStep.InCode(Grow) }, new EventTypeVersion()])]);
        var fits = UpcastChain.DataBytesMax - """{"n":,"x":""}""".Length;

        types.Upcast("Grown", 1, $$"""{"n":{{fits - 7}}}""").Fault.ShouldBeNull();
        types.Upcast("Grown", 1, $$"""{"n":{{fits - 6}}}""").Fault.ShouldBe("its data of version 2 would have more than 4194304 bytes");

        static JsonObject Grow(JsonObject data) => new() { ["n"] = data["n"]?.GetValue<int>() ?? 0, ["x"] = new string('x', data["n"]?.GetValue<int>() ?? 0) };
    }

    [Theory]
    [InlineData("OrderPlaced", 4, """{"amount":1,"currency":"EUR"}""", "unknown-event-version", "Event 2 is version 4 of 'OrderPlaced', and the newest that this node knows is 3.")]
    [InlineData("OrderPlaced", 3, """{"amount":1}""", "event-does-not-fit", "The data of event 2 has no member 'currency' (text). Send what version 3 of 'OrderPlaced' declares")]
    [InlineData("OrderPlaced", 1, """{"total":"12"}""", "event-does-not-fit", "The data of event 2 has text as member 'total', which is declared as number.")]
    [InlineData("OrderPlaced", 1, """{"total":null}""", "event-does-not-fit", "has null as member 'total'")]
    [InlineData("OrderPlaced", 1, """{"total":1,"note":[]}""", "event-does-not-fit", "has a list as member 'note', which is declared as text?")]
    [InlineData("OrderPlaced", 1, """{"total":1,"total":1}""", "event-does-not-fit", "is no JSON object with each member once")]
    [InlineData("OrderPaid", 1, "{}", "unknown-event-type", "Event 2 is of type 'OrderPaid', which is not declared, and flexcore.events.types is declared-only.")]
    public void An_event_that_is_not_what_is_declared_is_refused(string type, int version, string data, string code, string message)
    {
        var good = new StreamEvent("OrderPlaced", 1, """{"total":1,"note":null,"more":true}""");
        var refusal = SampleTypes.Declared.Check([good, new StreamEvent(type, version, data)], EventTypePolicy.DeclaredOnly).ShouldNotBeNull();

        refusal.Code.ShouldBe(code);
        refusal.Message.ShouldContain(message);
    }

    [Fact]
    public void An_open_store_takes_other_types_and_any_store_what_another_has_recorded()
    {
        SampleTypes.Declared.Check([new StreamEvent("OrderPaid", 9, "{}")], EventTypePolicy.Open).ShouldBeNull();
        var origin = new EventOrigin(Guid.Empty, DateTimeOffset.UnixEpoch, "p", "c", "c");
        SampleTypes.Declared.Check([new StreamEvent("OrderPlaced", 9, "{}") { Origin = origin }, new StreamEvent("OrderPaid", 1, "{}") { Origin = origin }], EventTypePolicy.DeclaredOnly).ShouldBeNull();
    }

    [Theory]
    [InlineData(EventMemberKind.Any, "null", true)]
    [InlineData(EventMemberKind.Text, "\"\"", true)]
    [InlineData(EventMemberKind.Number, "-1.5e3", true)]
    [InlineData(EventMemberKind.Boolean, "false", true)]
    [InlineData(EventMemberKind.Object, "{}", true)]
    [InlineData(EventMemberKind.List, "[]", true)]
    [InlineData(EventMemberKind.Text, "1", false)]
    [InlineData(EventMemberKind.Number, "\"1\"", false)]
    [InlineData(EventMemberKind.Boolean, "0", false)]
    [InlineData(EventMemberKind.Object, "[]", false)]
    [InlineData(EventMemberKind.List, "{}", false)]
    public void A_member_has_its_kind(EventMemberKind kind, string value, bool fits) =>
        (EventText.MisfitOf([new EventMember("m", kind)], $$"""{"m":{{value}}}""") is null).ShouldBe(fits);

    [Fact]
    public void Mistakes_in_code_are_found_when_types_are_put_together()
    {
        Should.Throw<ArgumentException>(() => DeclaredEventTypes.Create([SampleTypes.Placed, SampleTypes.Placed])).Message.ShouldStartWith("The event type 'OrderPlaced' is declared twice.");
        Should.Throw<ArgumentException>(() => DeclaredEventTypes.Create([new EventType("A", [new(), new()])])).Message.ShouldStartWith("Version 1 of 'A' has no step to version 2.");
    }

    internal static RecordedEvent Recorded(string type, int version, string data) => RecordedEvent.Of(Stored(type, version, data));

    private static ProjectedEvent Projected(string type, int version, string data) => new(Stored(type, version, data), SampleTypes.Declared);

    private static StoredEvent Stored(string type, int version, string data)
    {
        var encoded = EventStreamCodecs.Events.Encode(new StreamEvent(type, version, data));
        return new StoredEvent
        {
            Id = Guid.Empty, Stream = new EntityId(new TenantId("acme"), EventStreamDecider.Kind, "orders-1"), Version = 1, Shard = 0, Offset = 1, Type = encoded.Type, SchemaVersion = encoded.SchemaVersion,
            Metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "p", "c", "c"), Payload = encoded.Payload,
        };
    }
}
