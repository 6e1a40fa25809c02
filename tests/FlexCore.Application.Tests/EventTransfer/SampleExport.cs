using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTransfer;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.Tests.EventTransfer;

/// <summary>Exports with events that are always the same.</summary>
internal static class SampleExport
{
    public static EventFileHeader Header { get; } = new(new StoreIdentity(Guid.Parse("11111111-2222-3333-4444-555555555555"), 3), new EventFilter { Kind = EventStreamDecider.Kind }, null, "cut");

    /// <summary>Two streams, a mark behind the first two events, an event of the system's own.</summary>
    public static byte[] Whole() => Write(writer =>
    {
        writer.Begin(Header);
        writer.Add(Event("o-1", 1, "OrderPlaced", Placed));
        writer.Add(Event("o-2", 1, "OrderPlaced", new StreamEvent("OrderPlaced", 2, """{"total":1.50,"note":"grüße \"daily\" \u00e4"}""")));
        writer.Mark("here");
        writer.Add(Event("o-1", 2, "OrderPaid", new StreamEvent("OrderPaid", 1, "{}")));
        writer.Add(new RecordedEvent(Stored(new EntityId(new TenantId("acme"), "pipeline", "hits"), 1, "pipeline.activated", 1, "{}"u8.ToArray())));
        writer.End("cut");
    });

    public static StreamEvent Placed { get; } = new("OrderPlaced", 1, """{"total":123456789012345678901234567890}""")
    {
        Metadata = """{"ip":"::1"}""", Tags = ["vip", "eu west"], AggregateType = "Order",
    };

    public static byte[] Write(Action<EventFileWriter> write)
    {
        using var writer = new EventFileWriter();
        write(writer);
        return writer.Written.ToArray();
    }

    public static RecordedEvent Event(string stream, long version, string type, StreamEvent user)
    {
        var encoded = EventStreamCodecs.Events.Encode(user);
        return RecordedEvent.Of(Stored(new EntityId(new TenantId("acme"), EventStreamDecider.Kind, stream), version, type, user.SchemaVersion, encoded.Payload));
    }

    public static string[] LinesOf(byte[] file) => Encoding.UTF8.GetString(file).TrimEnd('\n').Split('\n');

    public static byte[] FileOf(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    /// <summary>Reads a file to its end.</summary>
    public static async Task<IReadOnlyList<EventFileEvent>> ReadAsync(byte[] file)
    {
        using var reader = new EventFileReader();
        var events = new List<EventFileEvent>();
        await foreach (var (line, _) in EventFileLines.ReadAsync(new MemoryStream(file)))
        {
            if (reader.Take(line) is EventFileLine.Entry entry)
            {
                events.Add(entry.Event);
            }
        }

        reader.Finish();
        return events;
    }

    private static StoredEvent Stored(EntityId id, long version, string type, int schemaVersion, ReadOnlyMemory<byte> payload) => new()
    {
        Id = Guid.Parse($"0198b1b0-0000-7000-8000-{(id.Key.Length * 1000) + version:d12}"),
        Stream = id,
        Version = version,
        Shard = 1,
        Offset = version,
        Type = type,
        SchemaVersion = schemaVersion,
        Payload = payload,
        Metadata = new EventMetadata(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(version), "user:ana", "corr-1", "cause-1"),
    };
}
