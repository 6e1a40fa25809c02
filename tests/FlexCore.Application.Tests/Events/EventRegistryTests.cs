using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCore.Application.Events;

namespace FlexCore.Application.Tests.Events;

public sealed class EventRegistryTests
{
    private static readonly EventRegistry<ParcelEvent> Registry = new EventRegistryBuilder<ParcelEvent>()
        .Add("parcel.packed", 3, ParcelJson.Default.Packed)
        .Add("parcel.sent", 1, ParcelJson.Default.Sent)
        .Upcast("parcel.packed", 1, RenameWeight)
        .Upcast("parcel.packed", 2, AddCarrier)
        .Build();

    [Fact]
    public void An_event_is_written_under_its_registered_name_and_newest_version()
    {
        var encoded = Registry.Encode(new ParcelEvent.Packed(250, "post"));

        encoded.Type.ShouldBe("parcel.packed");
        encoded.SchemaVersion.ShouldBe(3);
        Text(encoded.Payload).ShouldBe("""{"grams":250,"carrier":"post"}""");
    }

    [Fact]
    public void A_written_event_reads_back_equal()
    {
        ParcelEvent[] events = [new ParcelEvent.Packed(1, "ship"), new ParcelEvent.Sent("Ånäset 7 \"b\"\n")];

        foreach (var @event in events)
        {
            var encoded = Registry.Encode(@event);
            Registry.Decode(encoded.Type, encoded.SchemaVersion, encoded.Payload).ShouldBe(@event);
        }
    }

    [Theory]
    [InlineData(1, """{"weight":250}""", "unknown")]
    [InlineData(2, """{"grams":250}""", "unknown")]
    [InlineData(3, """{"grams":250,"carrier":"post"}""", "post")]
    public void Every_stored_version_reads_as_the_newest_shape(int version, string payload, string carrier)
    {
        Registry.Decode("parcel.packed", version, Utf8(payload)).ShouldBe(new ParcelEvent.Packed(250, carrier));
    }

    [Fact]
    public void Upcasters_run_in_version_order_and_only_those_that_are_needed()
    {
        var steps = new List<int>();
        var registry = new EventRegistryBuilder<ParcelEvent>()
            .Add("parcel.packed", 4, ParcelJson.Default.Packed)
            .Upcast("parcel.packed", 3, Step(3))
            .Upcast("parcel.packed", 1, Step(1))
            .Upcast("parcel.packed", 2, Step(2))
            .Build();

        registry.Decode("parcel.packed", 2, Utf8("""{"grams":1,"carrier":"x"}"""));
        steps.ShouldBe([2, 3]);

        EventUpcaster Step(int version) => payload =>
        {
            steps.Add(version);
            return payload;
        };
    }

    [Fact]
    public void An_unknown_type_is_named_in_the_error()
    {
        var error = Should.Throw<UnknownEventException>(() => Registry.Decode("parcel.lost", 1, Utf8("{}")));

        error.Type.ShouldBe("parcel.lost");
        error.SchemaVersion.ShouldBe(1);
        error.Message.ShouldContain("'parcel.lost' version 1");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void A_version_outside_the_known_range_is_refused_with_the_range(int version)
    {
        var error = Should.Throw<UnknownEventException>(() => Registry.Decode("parcel.packed", version, Utf8("{}")));

        error.SchemaVersion.ShouldBe(version);
        error.Message.ShouldContain("versions 1 to 3");
    }

    [Theory]
    [InlineData(3, "")]
    [InlineData(3, "null")]
    [InlineData(3, "[]")]
    [InlineData(3, "7")]
    [InlineData(3, """{"grams":250""")]
    [InlineData(3, """{"grams":"heavy","carrier":"post"}""")]
    [InlineData(3, """{"grams":99999999999,"carrier":"post"}""")]
    [InlineData(3, """{"grams":250}""")]
    [InlineData(3, """{"grams":250,"carrier":null}""")]
    [InlineData(3, """{"grams":250,"carrier":"post","colour":"red"}""")]
    [InlineData(3, """{"grams":250,"carrier":"post"} {}""")]
    [InlineData(1, "")]
    [InlineData(1, "null")]
    [InlineData(1, "[1]")]
    [InlineData(1, """{"weight":"heavy"}""")]
    [InlineData(1, """{"mass":250}""")]
    [InlineData(1, """{"weight":250} {}""")]
    public void A_payload_that_does_not_fit_is_an_unknown_event(int version, string payload)
    {
        var error = Should.Throw<UnknownEventException>(() => Registry.Decode("parcel.packed", version, Utf8(payload)));

        error.Type.ShouldBe("parcel.packed");
        error.SchemaVersion.ShouldBe(version);
    }

    [Fact]
    public void A_payload_of_invalid_utf8_is_an_unknown_event()
    {
        byte[] payload = [.. "{\"address\":\""u8, 0xFF, .. "\"}"u8];

        Should.Throw<UnknownEventException>(() => Registry.Decode("parcel.sent", 1, payload));
    }

    [Fact]
    public void A_programming_fault_in_an_upcaster_is_not_disguised_as_bad_data()
    {
        var registry = new EventRegistryBuilder<ParcelEvent>()
            .Add("parcel.sent", 2, ParcelJson.Default.Sent)
            .Upcast("parcel.sent", 1, _ => throw new DivideByZeroException())
            .Build();

        Should.Throw<DivideByZeroException>(() => registry.Decode("parcel.sent", 1, Utf8("{}")));
    }

    [Fact]
    public void An_event_without_a_registered_name_cannot_be_written()
    {
        var error = Should.Throw<ArgumentException>(() => Registry.Encode(new ParcelEvent.Forgotten()));

        error.Message.ShouldContain("Forgotten");
    }

    [Fact]
    public void The_registered_events_are_listed_by_name()
    {
        Registry.Registered.Select(entry => (entry.Type, entry.SchemaVersion)).ShouldBe([("parcel.packed", 3), ("parcel.sent", 1)]);
        Registry.Registered[1].Shape.Properties.Select(property => property.Name).ShouldBe(["address"]);
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    internal static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private static JsonObject RenameWeight(JsonObject payload) =>
        new() { ["grams"] = (payload["weight"] ?? throw new JsonException("'weight' is missing")).GetValue<int>() };

    private static JsonObject AddCarrier(JsonObject payload)
    {
        payload["carrier"] = "unknown";
        return payload;
    }
}
