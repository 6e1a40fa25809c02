using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using FlexCore.Application.Commands;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.EventTopics;

/// <summary>How an event topic's commands travel between nodes: records go as they are, without a look into them.</summary>
/// <remarks>
/// The body of an append, version 1, little endian: the number of records (4 bytes), the length of the producer's name in UTF-8 (2 bytes, 0 for none),
/// its row (8 bytes), the name, then the records as NDJSON.
/// </remarks>
public static class EventTopicCommandCodec
{
    private const int LengthAt = 4;
    private const int RowAt = 6;
    private const int HeadLength = 14;

    /// <summary>The commands.</summary>
    public static CommandRegistry<EventTopicCommand> Commands { get; } = new CommandRegistryBuilder<EventTopicCommand>()
        .AddBinary<EventTopicCommand.Append>(new("event-topic.append", 1), Write, Read)
        .Build();

    private static void Write(EventTopicCommand.Append command, IBufferWriter<byte> body)
    {
        var producer = Encoding.UTF8.GetBytes(command.Producer?.Producer ?? "");
        var length = HeadLength + producer.Length + command.Lines.Length;
        var target = body.GetSpan(length);
        BinaryPrimitives.WriteInt32LittleEndian(target, command.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(target[LengthAt..], checked((ushort)producer.Length));
        BinaryPrimitives.WriteInt64LittleEndian(target[RowAt..], command.Producer?.Row ?? 0);
        producer.CopyTo(target[HeadLength..]);
        command.Lines.Span.CopyTo(target[(HeadLength + producer.Length)..]);
        body.Advance(length);
    }

    private static EventTopicCommand.Append Read(Domain.CommandContext context, ReadOnlySpan<byte> body)
    {
        if (body.Length < HeadLength)
        {
            throw new FormatException($"An append has a head of {HeadLength} bytes, not {body.Length}");
        }

        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(body[LengthAt..]);
        if (body.Length < HeadLength + nameLength)
        {
            throw new FormatException($"The producer's name has {nameLength} bytes where {body.Length - HeadLength} are left");
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(body);
        var row = BinaryPrimitives.ReadInt64LittleEndian(body[RowAt..]);
        var producer = nameLength == 0 ? null : new ProducerRow(Encoding.UTF8.GetString(body.Slice(HeadLength, nameLength)), row);
        return new EventTopicCommand.Append(context, body[(HeadLength + nameLength)..].ToArray(), count, producer);
    }
}
