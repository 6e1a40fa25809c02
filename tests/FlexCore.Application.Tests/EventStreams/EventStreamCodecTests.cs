using System.Text;
using FlexCore.Application.Events;
using FlexCore.Application.EventStreams;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.Tests.EventStreams;

/// <summary>The stored form of users' events: content byte for byte, and nothing that could be mistaken for it.</summary>
public sealed class EventStreamCodecTests
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{ "a" : 1.50, "b":1e400, "c":123456789012345678901234567890 }""")]
    [InlineData("""{"text":"grüße \u00e4 \"x\" <b>","nested":{"data":{"tags":[null]}}}""")]
    public void Data_and_metadata_are_kept_byte_for_byte(string json)
    {
        var written = new StreamEvent("a.B-1:c", 4, json) { Metadata = json, Tags = ["ü", "two words"], AggregateType = "Order", Origin = new EventOrigin(Guid.NewGuid(), DateTimeOffset.UnixEpoch.AddTicks(7), "p", "c", "d") };

        var encoded = EventStreamCodecs.Events.Encode(written);

        (encoded.Type, encoded.SchemaVersion).ShouldBe(("a.B-1:c", 4));
        Encoding.UTF8.GetString(encoded.Payload.Span).ShouldContain(json);
        EventStreamCodecs.Events.Decode(encoded.Type, encoded.SchemaVersion, encoded.Payload).ShouldBe(written);
    }

    [Fact]
    public void What_is_not_there_is_not_stored() =>
        Encoding.UTF8.GetString(EventStreamCodecs.Events.Encode(new StreamEvent("t", 1, "{}")).Payload.Span).ShouldBe("""{"data":{}}""");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":1}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{},"data":{}}""")]
    [InlineData("""{"data":{},"cipher":"x"}""")]
    [InlineData("""{"data":{},"tags":[1]}""")]
    [InlineData("""{"data":{},"metadata":"x"}""")]
    [InlineData("""{"data":{},"origin":{"id":"x"}}""")]
    public void A_payload_that_is_not_what_is_written_is_an_unknown_event(string payload) =>
        Should.Throw<UnknownEventException>(() => EventStreamCodecs.Events.Decode("t", 1, Encoding.UTF8.GetBytes(payload))).Type.ShouldBe("t");
}
