using System.Buffers.Binary;
using FlexCore.Persistence.Records;

namespace FlexCore.Persistence.Sqlite.Tests.Shared;

/// <summary>The checksum of a stored event. Its order of fields is a promise to every store that exists.</summary>
public sealed class EventRowTests
{
    private static readonly string[] Fields =
    [
        "seq", "shard", "offset", "stream", "version", "id", "type", "schema", "time", "principal", "correlation", "causation", "key", "payload", "trace",
    ];

    public static TheoryData<string> AllFields => new(Fields);

    [Fact]
    public void The_checksum_is_crc_32c_over_the_fields_in_their_stored_order()
    {
        var bytes = new List<byte>();
        foreach (var (number, text) in Content())
        {
            AddNumber(bytes, text is null ? number : text.Length);
            bytes.AddRange(text ?? []);
        }

        Checksum(Content()).ShouldBe(Crc32C(bytes));
    }

    [Theory]
    [MemberData(nameof(AllFields))]
    public void Every_field_counts(string field)
    {
        var content = Content();
        var index = Array.IndexOf(Fields, field);
        var (number, text) = content[index];
        content[index] = text is null ? (number + 1, null) : (0, [.. text[..^1], (byte)(text[^1] ^ 1)]);

        Checksum(content).ShouldNotBe(Checksum(Content()));
    }

    [Theory]
    [InlineData("seq", "offset")]
    [InlineData("offset", "version")]
    [InlineData("stream", "type")]
    [InlineData("principal", "correlation")]
    [InlineData("correlation", "causation")]
    [InlineData("key", "payload")]
    [InlineData("payload", "trace")]
    public void Two_fields_cannot_change_places_unseen(string first, string second)
    {
        var content = Content();
        var (i, j) = (Array.IndexOf(Fields, first), Array.IndexOf(Fields, second));
        (content[i], content[j]) = (content[j], content[i]);

        Checksum(content).ShouldNotBe(Checksum(Content()));
    }

    [Fact]
    public void A_row_of_empty_fields_has_a_checksum_of_its_own()
    {
        var content = Content().Select(static field => field.Text is null ? field : (0L, Array.Empty<byte>())).ToArray();

        Checksum(content).ShouldBeInRange(1, uint.MaxValue);
        Checksum(content).ShouldNotBe(Checksum(Content()));
    }

    [Fact]
    public void A_row_without_a_trace_has_the_checksum_of_a_row_written_before_there_were_any()
    {
        var content = Content();
        content[^1] = (0, []);
        var bytes = new List<byte>();
        foreach (var (number, text) in content[..^1])
        {
            AddNumber(bytes, text is null ? number : text.Length);
            bytes.AddRange(text ?? []);
        }

        Checksum(content).ShouldBe(Crc32C(bytes));
    }

    private static (long Number, byte[]? Text)[] Content() =>
    [
        (7, null), (3, null), (5, null), (0, "default/account/a1"u8.ToArray()), (2, null), (0, Guid.Empty.ToByteArray()), (0, "account.noted"u8.ToArray()),
        (1, null), (639_000_000_000_000_000, null), (0, "user:ana"u8.ToArray()), (0, "corr-1"u8.ToArray()), (0, "cause-1"u8.ToArray()), (0, "key-1"u8.ToArray()), (0, "{\"n\":1}"u8.ToArray()),
        (0, [.. Enumerable.Range(1, 25).Select(static number => (byte)number)]),
    ];

    private static long Checksum((long Number, byte[]? Text)[] fields) => new EventRow
    {
        Seq = fields[0].Number,
        Shard = (int)fields[1].Number,
        Offset = fields[2].Number,
        Stream = fields[3].Text,
        Version = fields[4].Number,
        Id = fields[5].Text,
        Type = fields[6].Text,
        SchemaVersion = (int)fields[7].Number,
        TimeTicks = fields[8].Number,
        Principal = fields[9].Text,
        Correlation = fields[10].Text,
        Causation = fields[11].Text,
        IdempotencyKey = fields[12].Text,
        Payload = fields[13].Text,
        Trace = fields[14].Text,
    }.ComputeChecksum();

    private static void AddNumber(List<byte> bytes, long number)
    {
        var eight = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(eight, number);
        bytes.AddRange(eight);
    }

    // Bit by bit from the reflected polynomial of RFC 3720, independent of the processor's instruction.
    private static long Crc32C(List<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
            }
        }

        return ~crc;
    }
}
