using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.State;

/// <summary>Reads what <see cref="StateWriter"/> wrote.</summary>
/// <remarks>Damage never reads outside of the bytes and never allocates more than they can describe: it is a <see cref="StreamException"/> with code <c>checkpoint-damaged</c>.</remarks>
internal ref struct StateReader
{
    private const int MaxDepth = 128;

    private readonly ReadOnlySpan<byte> _state;
    private int _position;

    /// <summary>Begins at the first byte.</summary>
    /// <param name="state">The bytes.</param>
    public StateReader(ReadOnlySequence<byte> state)
        : this(state.IsSingleSegment ? state.FirstSpan : state.ToArray())
    {
    }

    /// <summary>Begins at the first byte.</summary>
    /// <param name="state">The bytes.</param>
    public StateReader(ReadOnlySpan<byte> state) => _state = state;

    /// <summary>Reads one byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>Reads an integer.</summary>
    public long Integer()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw Damaged("an integer does not end");
    }

    /// <summary>Reads a number of things that follow, each of at least one byte.</summary>
    public int Count()
    {
        var count = Integer();
        return count >= 0 && count <= _state.Length - _position
            ? (int)count
            : throw Damaged("a count is larger than the rest of the state");
    }

    /// <summary>Reads 8 bytes.</summary>
    public ulong Fixed() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>Reads a double.</summary>
    public double Number() => BitConverter.UInt64BitsToDouble(Fixed());

    /// <summary>Reads bytes.</summary>
    /// <returns>The bytes, inside of the state.</returns>
    public ReadOnlySpan<byte> Bytes() => Take(Count());

    /// <summary>Reads a version and checks it.</summary>
    /// <param name="what">Whose state it is, for the message.</param>
    /// <param name="supported">The version this code writes.</param>
    public void Version(string what, byte supported)
    {
        var version = Byte();
        if (version != supported)
        {
            throw new StreamException("checkpoint-version", $"The checkpoint's {what} state has version {version}, but this program reads version {supported}. Run with the program that wrote it, or start again with --fresh.");
        }
    }

    /// <summary>Checks that everything was read.</summary>
    public readonly void End()
    {
        if (_position != _state.Length)
        {
            throw Damaged("there are bytes after its end");
        }
    }

    /// <summary>Reads a value, which holds on to no other memory.</summary>
    public Value Value() => ReadValue(0);

    private Value ReadValue(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Damaged("values are nested too deep");
        }

        var tag = (StateTag)Byte();
        switch (tag)
        {
            case StateTag.Undefined:
                return Values.Value.Undefined;
            case StateTag.Null:
                return Values.Value.Null;
            case StateTag.False or StateTag.True:
                return Values.Value.Boolean(tag == StateTag.True);
            case StateTag.Number:
                return Values.Value.Number(Number());
            case StateTag.ExactNumber:
                return Values.Value.Number(new ExactNumber(Encoding.ASCII.GetString(Bytes()), Number()));
            case StateTag.Utf8:
                var utf8 = Bytes().ToArray();
                return Values.Value.Utf8(utf8, 0, utf8.Length);
            case StateTag.Utf16:
                return ReadUtf16();
            case StateTag.Array:
                return ReadArray(depth);
            case StateTag.Object:
                return ReadObject(depth);
            default:
                throw Damaged("it holds an unknown kind of value");
        }
    }

    private Value ReadUtf16()
    {
        var units = new char[Count()];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = (char)(Byte() | (Byte() << 8));
        }

        return Values.Value.String(new string(units));
    }

    private Value ReadArray(int depth)
    {
        var items = new Value[Count()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = ReadValue(depth + 1);
        }

        return Values.Value.Array(new ArrayValue(items));
    }

    private Value ReadObject(int depth)
    {
        var count = Count();
        var result = new ObjectValue(count);
        for (var i = 0; i < count; i++)
        {
            var name = ReadValue(depth + 1);
            if (!name.IsString)
            {
                throw Damaged("a field has no name");
            }

            result.Set(name.AsString(), ReadValue(depth + 1));
        }

        return Values.Value.Object(result);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _state.Length - _position)
        {
            throw Damaged("it breaks off");
        }

        var span = _state.Slice(_position, length);
        _position += length;
        return span;
    }

    /// <summary>The error for state that cannot be what was written.</summary>
    /// <param name="how">What is wrong, as the end of a sentence.</param>
    public static StreamException Damaged(string how) =>
        new("checkpoint-damaged", $"The state in the checkpoint is damaged: {how}. Start again with --fresh.");
}
