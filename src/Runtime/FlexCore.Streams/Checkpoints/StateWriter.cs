using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace FlexCore.Streams.Checkpoints;

/// <summary>Writes the pieces of a checkpoint: numbers of fixed size, texts and blocks with their length.</summary>
/// <param name="output">Takes the bytes.</param>
internal readonly struct StateWriter(IBufferWriter<byte> output)
{
    /// <summary>Writes a byte.</summary>
    /// <param name="value">The byte.</param>
    public void WriteByte(byte value) => output.Write([value]);

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    public void WriteLong(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), value);
        output.Advance(sizeof(long));
    }

    /// <summary>Writes bytes with their length.</summary>
    /// <param name="block">The bytes.</param>
    public void WriteBlock(ReadOnlySpan<byte> block)
    {
        WriteLong(block.Length);
        output.Write(block);
    }

    /// <summary>Writes text with its length.</summary>
    /// <param name="text">The text.</param>
    public void WriteText(string text) => WriteBlock(Encoding.UTF8.GetBytes(text));
}
