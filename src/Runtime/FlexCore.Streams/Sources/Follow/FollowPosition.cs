using System.Buffers;
using FlexCore.Streams.State;

namespace FlexCore.Streams.Sources.Follow;

/// <summary>Where a followed file stands: which file, and the place in it behind the last complete record.</summary>
/// <param name="Identity">The file.</param>
/// <param name="Point">The place.</param>
/// <param name="BytesIn">Bytes consumed of all files so far.</param>
internal sealed record FollowPosition(FileIdentity Identity, InputPoint Point, long BytesIn) : SourcePosition
{
    private const byte Version = 1;

    /// <summary>Writes a position, or that nothing was read yet.</summary>
    /// <param name="position">The position.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Write(FollowPosition? position, IBufferWriter<byte> output)
    {
        var writer = new StateWriter(output);
        writer.Byte(Version);
        writer.Byte(position is null ? (byte)0 : (byte)1);
        if (position is null)
        {
            return;
        }

        writer.Integer(position.Identity.Device);
        writer.Integer(position.Identity.Number);
        writer.Integer(position.Point.Offset);
        writer.Integer(position.Point.Line);
        writer.Integer(position.Point.TailLength);
        writer.Integer(position.Point.TailChecksum);
        writer.Integer(position.BytesIn);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    public static FollowPosition? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes);
        reader.Version("position of a followed file", Version);
        if (reader.Byte() == 0)
        {
            reader.End();
            return null;
        }

        var identity = new FileIdentity(reader.Integer(), reader.Integer());
        var (offset, line, tail, checksum) = (reader.Integer(), reader.Integer(), reader.Integer(), reader.Integer());
        var bytesIn = reader.Integer();
        reader.End();
        return offset >= tail && tail is >= 0 and <= ChunkReader.TailBytes && checksum is >= 0 and <= uint.MaxValue
            ? new FollowPosition(identity, new InputPoint(offset, line, (int)tail, (uint)checksum), bytesIn)
            : throw StateReader.Damaged("a position is out of range");
    }
}
