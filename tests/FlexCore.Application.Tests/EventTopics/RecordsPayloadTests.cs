using System.Text;
using System.Text.Json;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Events;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.Tests.EventTopics;

/// <summary>The stored form of records: read back equal, valid JSON for everybody else, and refused when a byte of it is wrong.</summary>
public sealed class RecordsPayloadTests
{
    private const string Good = "{\"first\":1,\"offset\":0,\"count\":2,\"records\":[\n{\"a\":1},\n{\"a\":2}\n]}";

    [Theory]
    [InlineData(1)]
    [InlineData(20261127)]
    public void Any_records_read_back_equal_and_are_JSON_for_any_reader(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var records = Enumerable.Range(0, random.Next(1, 30)).Select(_ => RecordOf(random)).ToList();
            var producer = random.Next(2) == 0 ? null : new ProducerRow(new string('p', random.Next(1, EventTopicLimits.ProducerLengthMax + 1)), random.NextInt64(1, long.MaxValue));
            var lines = Encoding.UTF8.GetBytes(string.Concat(records.Select(record => record + "\n")));
            var written = new EventTopicEvent.RecordsAppended(random.NextInt64(1, long.MaxValue), random.NextInt64(0, long.MaxValue), records.Count, lines, producer);

            var encoded = EventTopicCodecs.Events.Encode(written);

            EventTopicCodecs.Events.Decode(encoded.Type, encoded.SchemaVersion, encoded.Payload).ShouldBe(written, $"seed {seed}, round {round}");
            using var json = JsonDocument.Parse(encoded.Payload);
            json.RootElement.GetProperty("first").GetInt64().ShouldBe(written.First);
            json.RootElement.GetProperty("records").EnumerateArray().Select(record => record.GetRawText()).ShouldBe(records, $"seed {seed}, round {round}");
            json.RootElement.TryGetProperty("producer", out var shown).ShouldBe(producer is not null);
            (producer is null || shown.GetProperty("row").GetInt64() == producer.Row).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"first\":1,\"offset\":0,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"records\":[\n\n]}")]
    [InlineData("{\"first\":1,\"count\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"offset\":0,\"count\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":0,\"offset\":0,\"count\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":-1,\"count\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":0,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1.5,\"offset\":0,\"count\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":\"1\",\"offset\":0,\"count\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"first\":1,\"offset\":0,\"count\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"offset\":0,\"count\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"count\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"more\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":99999999999999999999,\"offset\":0,\"count\":1,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":99999999999,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"records\":{}}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"producer\":{\"producer\":\"p\"},\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"producer\":{\"row\":1,\"producer\":\"p\"},\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"producer\":{\"name\":\"p\",\"row\":1},\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"producer\":{\"producer\":\"p\",\"rows\":1},\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"producer\":{\"producer\":\"p\",\"row\":0},\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"producer\":null,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"records\":[1]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"records\":[\n1\n] }")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"records\":[\n1\n]}\n")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"records\":[\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":1,\"records\":[\n1,\n2\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":2,\"records\":[\n1\n2\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":2,\"records\":[\n1\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":2,\"records\":[\n,\n2\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":3,\"records\":[\n1,\n2\n]}")]
    [InlineData("{\"first\":1,\"offset\":0,\"count\":2,\"records\":[\n1,\n2")]
    public void A_payload_that_is_not_what_is_written_is_an_unknown_event_and_no_crash(string payload) =>
        Should.Throw<UnknownEventException>(() => Decode(payload)).Message.ShouldContain("event-topic.records-appended");

    /// <summary>No cut of a payload may pass for a shorter one: records that are missing must be noticed.</summary>
    [Fact]
    public void Every_beginning_of_a_payload_is_refused()
    {
        Decode(Good).ShouldBeOfType<EventTopicEvent.RecordsAppended>().Count.ShouldBe(2);
        for (var length = 0; length < Good.Length; length++)
        {
            Should.Throw<UnknownEventException>(() => Decode(Good[..length]), $"the first {length} bytes");
        }
    }

    /// <summary>Whatever one byte becomes, the event is refused or has two records still; nothing else may come out of the reader.</summary>
    [Fact]
    public void A_damaged_byte_never_breaks_the_reader()
    {
        for (var at = 0; at < Good.Length; at++)
        {
            foreach (var other in new[] { '\n', ',', '"', '{', ']', '0', '\0', '\u007f' })
            {
                var damaged = Good[..at] + other + Good[(at + 1)..];
                try
                {
                    ((EventTopicEvent.RecordsAppended)Decode(damaged)).Lines.Span.Count((byte)'\n').ShouldBe(((EventTopicEvent.RecordsAppended)Decode(damaged)).Count, damaged);
                }
                catch (UnknownEventException refused)
                {
                    refused.InnerException.ShouldNotBeNull(damaged);
                }
            }
        }
    }

    [Theory]
    [InlineData("event-topic.records-appended", 2)]
    [InlineData("event-topic.records-appended", 0)]
    [InlineData("event-topic.created", 9)]
    [InlineData("event-topic.unknown", 1)]
    public void A_version_or_type_of_a_newer_program_is_refused_by_name(string type, int version)
    {
        var refused = Should.Throw<UnknownEventException>(() => EventTopicCodecs.Events.Decode(type, version, Encoding.UTF8.GetBytes(Good)));

        (refused.Message.Contains(type, StringComparison.Ordinal), refused.Message.Contains($"{version}", StringComparison.Ordinal)).ShouldBe((true, true), refused.Message);
    }

    [Fact]
    public void One_record_is_read_without_a_copy_of_it()
    {
        var payload = EventTopicCodecs.Events.Encode(new EventTopicEvent.RecordsAppended(1, 0, 1, "{\"a\":1}\n"u8.ToArray(), null)).Payload;

        var read = (EventTopicEvent.RecordsAppended)EventTopicCodecs.Events.Decode(EventTopicCodecs.RecordsType, 1, payload);

        read.Lines.Span.Overlaps(payload.Span).ShouldBeTrue("single records are the common case of ingest");
    }

    private static EventTopicEvent Decode(string payload) => EventTopicCodecs.Events.Decode(EventTopicCodecs.RecordsType, EventTopicCodecs.RecordsVersion, Encoding.UTF8.GetBytes(payload));

    private static string RecordOf(Random random) => random.Next(6) switch
    {
        0 => "null",
        1 => random.Next(-1000, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture),
        2 => JsonSerializer.Serialize(new string([.. Enumerable.Range(0, random.Next(20)).Select(_ => (char)random.Next(1, 0x2000))])),
        3 => "[1,[2,{\"records\":[]}],\"]}\"]",
        4 => "{\"a\":{\"b\":[{}]},\"c\":\",\\n\"}",
        _ => "{\"x\":\"" + new string('y', random.Next(300)) + "\"}",
    };
}
