using System.Buffers;
using FlexCore.Streams.State;

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
        writer.Byte(Version);
        writer.Byte(IsFinished ? (byte)1 : (byte)0);
        writer.Integer(Counters.RecordsIn);
        writer.Integer(Counters.RecordsOut);
        writer.Integer(Counters.Errors);
        writer.Integer(Counters.DeadLetters);
        writer.Integer(Counters.BytesIn);
        writer.Integer(Counters.BytesRead);
        writer.Integer(Counters.Late);
        writer.Integer(Counters.BytesTotal);
        writer.Integer(Counters.Watermark);
        writer.Bytes(Source.Span);
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
        reader.Version("content", Version);
        var isFinished = reader.Byte() == 1;
        var counters = new CounterValues(reader.Integer(), reader.Integer(), reader.Integer(), reader.Integer(), reader.Integer(), reader.Integer())
        {
            Late = reader.Integer(),
            BytesTotal = reader.Integer(),
            Watermark = reader.Integer(),
        };
        var state = new RunState(isFinished, counters, reader.Bytes().ToArray(), ReadAll(ref reader), ReadAll(ref reader));
        reader.End();
        return state;
    }

    private static void WriteAll(StateWriter writer, IReadOnlyList<ReadOnlyMemory<byte>> states)
    {
        writer.Integer(states.Count);
        foreach (var state in states)
        {
            writer.Bytes(state.Span);
        }
    }

    private static List<ReadOnlyMemory<byte>> ReadAll(ref StateReader reader)
    {
        var states = new List<ReadOnlyMemory<byte>>();
        for (var count = reader.Count(); count > 0; count--)
        {
            states.Add(reader.Bytes().ToArray());
        }

        return states;
    }
}
