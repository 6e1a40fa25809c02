using System.Buffers;
using FlexCore.Streams.Checkpoints;

namespace FlexCore.Streams.Execution;

/// <summary>The content of a checkpoint: where everything stood between two records.</summary>
/// <param name="IsFinished">Whether the input had ended and everything was written; only publishing is left.</param>
/// <param name="Counters">The counters.</param>
/// <param name="Source">The source's position.</param>
/// <param name="Operators">The state of each step that has some.</param>
/// <param name="Sinks">The state of each sink; the dead-letter sink comes last.</param>
internal sealed record RunState(
    bool IsFinished,
    CounterValues Counters,
    ReadOnlyMemory<byte> Source,
    IReadOnlyList<ReadOnlyMemory<byte>> Operators,
    IReadOnlyList<ReadOnlyMemory<byte>> Sinks)
{
    private const byte Version = 1;

    /// <summary>Writes the state.</summary>
    public ReadOnlyMemory<byte> Encode()
    {
        var output = new ArrayBufferWriter<byte>(256 + Operators.Sum(state => state.Length));
        var writer = new StateWriter(output);
        writer.WriteByte(Version);
        writer.WriteByte(IsFinished ? (byte)1 : (byte)0);
        writer.WriteLong(Counters.RecordsIn);
        writer.WriteLong(Counters.RecordsOut);
        writer.WriteLong(Counters.Errors);
        writer.WriteLong(Counters.DeadLetters);
        writer.WriteLong(Counters.BytesIn);
        writer.WriteLong(Counters.BytesRead);
        writer.WriteLong(Counters.Late);
        writer.WriteLong(Counters.BytesTotal);
        writer.WriteLong(Counters.Watermark);
        writer.WriteBlock(Source.Span);
        WriteAll(writer, Operators);
        WriteAll(writer, Sinks);
        return output.WrittenMemory;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <param name="payload">The bytes.</param>
    /// <exception cref="FlexCore.Application.Streams.StreamException">The bytes are damaged or of another version.</exception>
    public static RunState Decode(ReadOnlyMemory<byte> payload)
    {
        var reader = new StateReader(payload.Span);
        reader.ReadVersion(Version, "content");
        var isFinished = reader.ReadByte() == 1;
        var counters = new CounterValues(reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong(), reader.ReadLong())
        {
            Late = reader.ReadLong(),
            BytesTotal = reader.ReadLong(),
            Watermark = reader.ReadLong(),
        };
        return new RunState(isFinished, counters, reader.ReadBlock().ToArray(), ReadAll(ref reader), ReadAll(ref reader));
    }

    private static void WriteAll(StateWriter writer, IReadOnlyList<ReadOnlyMemory<byte>> states)
    {
        writer.WriteLong(states.Count);
        foreach (var state in states)
        {
            writer.WriteBlock(state.Span);
        }
    }

    private static List<ReadOnlyMemory<byte>> ReadAll(ref StateReader reader)
    {
        var states = new List<ReadOnlyMemory<byte>>();
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            states.Add(reader.ReadBlock().ToArray());
        }

        return states;
    }
}
