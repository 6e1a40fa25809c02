using System.Buffers.Binary;
using System.Text;
using FlexCore.Application.Streams;

namespace FlexCore.Streams.Checkpoints;

/// <summary>Reads what <see cref="StateWriter"/> wrote; never trusts a length.</summary>
/// <param name="state">The bytes.</param>
internal ref struct StateReader(ReadOnlySpan<byte> state)
{
    private ReadOnlySpan<byte> _rest = state;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsEnd => _rest.IsEmpty;

    /// <summary>Reads a byte.</summary>
    public byte ReadByte() => Take(1)[0];

    /// <summary>Reads a number.</summary>
    public long ReadLong() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>Reads a number that is a count or an index.</summary>
    public int ReadCount() => ReadLong() is >= 0 and <= int.MaxValue and var count ? (int)count : throw Damaged();

    /// <summary>Reads bytes with their length.</summary>
    public ReadOnlySpan<byte> ReadBlock() => Take(ReadCount());

    /// <summary>Reads text with its length.</summary>
    public string ReadText() => Encoding.UTF8.GetString(ReadBlock());

    /// <summary>Reads and checks a version.</summary>
    /// <param name="supported">The only version this program reads.</param>
    /// <param name="what">What the version belongs to, for the message.</param>
    /// <exception cref="StreamException">It is another version.</exception>
    public void ReadVersion(byte supported, string what)
    {
        var version = ReadByte();
        if (version != supported)
        {
            throw new StreamException(
                "checkpoint-version",
                $"The checkpoint's {what} has version {version}, but this program reads version {supported}. Finish the run with the version that began it, or start again with --fresh.");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw Damaged();
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static StreamException Damaged() =>
        new("checkpoint-damaged", "The checkpoint is damaged: it ends too early or holds an impossible length. Start again with --fresh.");
}
