using System.Text.Json;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>What stands before the records in a stored payload.</summary>
/// <param name="First">The number of the first record.</param>
/// <param name="Offset">How many bytes of records come before.</param>
/// <param name="Count">How many records there are.</param>
/// <param name="Producer">The producer and its last row, if there is one.</param>
/// <param name="Length">Where the array of records begins: behind its bracket.</param>
internal readonly record struct RecordsHead(long First, long Offset, int Count, ProducerRow? Producer, int Length)
{
    /// <exception cref="JsonException">A member is missing, unknown, repeated or out of its range.</exception>
    public static RecordsHead Read(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload, isFinalBlock: false, default);
        long first = 0, offset = -1, row = 0;
        var count = 0;
        string? producer = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (true)
        {
            Expect(ref reader, JsonTokenType.PropertyName);
            if (reader.ValueTextEquals("records"u8))
            {
                Expect(ref reader, JsonTokenType.StartArray);
                break;
            }

            if (first == 0 && reader.ValueTextEquals("first"u8))
            {
                first = Number(ref reader, 1);
            }
            else if (offset < 0 && reader.ValueTextEquals("offset"u8))
            {
                offset = Number(ref reader, 0);
            }
            else if (count == 0 && reader.ValueTextEquals("count"u8))
            {
                count = checked((int)Math.Min(int.MaxValue, Number(ref reader, 1)));
            }
            else if (producer is null && reader.ValueTextEquals("producer"u8))
            {
                (producer, row) = ReadProducer(ref reader);
            }
            else
            {
                throw new JsonException($"The member '{reader.GetString()}' is unknown or repeated");
            }
        }

        return first > 0 && offset >= 0 && count > 0
            ? new RecordsHead(first, offset, count, producer is null ? null : new ProducerRow(producer, row), (int)reader.BytesConsumed)
            : throw new JsonException("A member is missing");
    }

    private static (string Producer, long Row) ReadProducer(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        Expect(ref reader, JsonTokenType.PropertyName);
        var named = reader.ValueTextEquals("producer"u8);
        Expect(ref reader, JsonTokenType.String);
        var producer = reader.GetString() ?? "";
        Expect(ref reader, JsonTokenType.PropertyName);
        var numbered = reader.ValueTextEquals("row"u8);
        var row = Number(ref reader, 1);
        Expect(ref reader, JsonTokenType.EndObject);
        return named && numbered ? (producer, row) : throw new JsonException("The producer has a name and a row");
    }

    private static long Number(ref Utf8JsonReader reader, long least)
    {
        Expect(ref reader, JsonTokenType.Number);
        return reader.TryGetInt64(out var number) && number >= least ? number : throw new JsonException($"A number is below {least} or not whole");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
        {
            throw new JsonException($"{token} is missing at byte {reader.BytesConsumed}");
        }
    }
}
