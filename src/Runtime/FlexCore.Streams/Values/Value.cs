using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace FlexCore.Streams.Values;

/// <summary>
/// One value of a record: 16 bytes, no allocation for numbers, booleans, null and text that still lies in the source's buffer.
/// </summary>
/// <remarks>
/// <para>The reference tells the kind and the bits hold the payload: a number's double, a boolean, or offset and length of UTF-8 text in
/// the referenced buffer. <c>default(Value)</c> is <c>undefined</c>.</para>
/// <para>A UTF-8 value keeps its whole buffer alive and is valid as long as nobody overwrites that buffer. Sources never reuse a buffer
/// they handed out. State that outlives a batch (group keys, top-k entries) must hold <see cref="Detach"/>ed values, so that a
/// short key does not pin a large buffer.</para>
/// <para>Immutable and safe to share between threads.</para>
/// </remarks>
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Conversions are the named factories.")]
public readonly struct Value : IEquatable<Value>
{
    private static readonly object NullTag = new();
    private static readonly object BooleanTag = new();
    private static readonly object NumberTag = new();

    private readonly object? _reference;
    private readonly long _bits;

    private Value(object? reference, long bits)
    {
        _reference = reference;
        _bits = bits;
    }

    /// <summary>A missing value.</summary>
    public static Value Undefined => default;

    /// <summary>JSON <c>null</c>.</summary>
    public static Value Null => new(NullTag, 0);

    /// <summary>True.</summary>
    public static Value True => new(BooleanTag, 1);

    /// <summary>False.</summary>
    public static Value False => new(BooleanTag, 0);

    /// <summary>What this value holds.</summary>
    public ValueKind Kind
    {
        get
        {
            var reference = _reference;
            if (reference is null)
            {
                return ValueKind.Undefined;
            }

            if (ReferenceEquals(reference, NumberTag))
            {
                return ValueKind.Number;
            }

            return IsBuffer(reference) || reference is string ? ValueKind.String : SlowKind(reference);
        }
    }

    /// <summary>Whether this is a number.</summary>
    public bool IsNumber => ReferenceEquals(_reference, NumberTag) || _reference is ExactNumber;

    /// <summary>Whether this is text, in either representation.</summary>
    public bool IsString => IsBuffer(_reference) || _reference is string;

    /// <summary>Whether this is text that still lies in a UTF-8 buffer.</summary>
    public bool IsUtf8 => IsBuffer(_reference);

    /// <summary>Whether this is <c>undefined</c>.</summary>
    public bool IsUndefined => _reference is null;

    /// <summary>Whether this is <c>null</c> or <c>undefined</c>.</summary>
    public bool IsNullish => _reference is null || ReferenceEquals(_reference, NullTag);

    /// <summary>A number.</summary>
    /// <param name="number">Any double, NaN and infinities included.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Number(double number) => new(NumberTag, BitConverter.DoubleToInt64Bits(number));

    /// <summary>A number that arithmetic sees as a double, but that is written out with its original digits.</summary>
    /// <param name="number">The original text and its nearest double: used where a double cannot hold all digits.</param>
    public static Value Number(ExactNumber number) => new(number, 0);

    /// <summary>True or false.</summary>
    /// <param name="flag">The truth value.</param>
    public static Value Boolean(bool flag) => new(BooleanTag, flag ? 1 : 0);

    /// <summary>Text.</summary>
    /// <param name="text">The text.</param>
    public static Value String(string text) => new(text, 0);

    /// <summary>Text inside a buffer; nothing is copied and nothing may change the buffer afterwards.</summary>
    /// <param name="buffer">The buffer that holds valid UTF-8 at the range.</param>
    /// <param name="offset">Where the text begins.</param>
    /// <param name="length">Its length in bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Utf8(byte[] buffer, int offset, int length) => new(buffer, ((long)offset << 32) | (uint)length);

    /// <summary>A list.</summary>
    /// <param name="array">The list.</param>
    public static Value Array(ArrayValue array) => new(array, 0);

    /// <summary>An object.</summary>
    /// <param name="object">The object.</param>
    public static Value Object(ObjectValue @object) => new(@object, 0);

    /// <summary>The number; only for <see cref="ValueKind.Number"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public double AsNumber()
    {
        if (ReferenceEquals(_reference, NumberTag))
        {
            return BitConverter.Int64BitsToDouble(_bits);
        }

        return _reference is ExactNumber exact ? exact.Nearest : throw Mismatch(ValueKind.Number);
    }

    /// <summary>The number if this is one that needs no exact digits: the fast path of arithmetic.</summary>
    /// <param name="number">The number.</param>
    /// <returns>Whether this is a plain number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetNumber(out double number)
    {
        number = BitConverter.Int64BitsToDouble(_bits);
        return ReferenceEquals(_reference, NumberTag);
    }

    /// <summary>The number's original digits, where they had to be kept.</summary>
    /// <param name="exact">The number.</param>
    /// <returns>Whether this number carries its original digits.</returns>
    public bool TryGetExactNumber([NotNullWhen(true)] out ExactNumber? exact)
    {
        exact = _reference as ExactNumber;
        return exact is not null;
    }

    /// <summary>The truth value; only for <see cref="ValueKind.Boolean"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public bool AsBoolean() => ReferenceEquals(_reference, BooleanTag) ? _bits != 0 : throw Mismatch(ValueKind.Boolean);

    /// <summary>The text; only for <see cref="ValueKind.String"/>. Allocates when the text lies in a UTF-8 buffer.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public string AsString() => _reference switch
    {
        string text => text,
        byte[] => Encoding.UTF8.GetString(Utf8Span()),
        _ => throw Mismatch(ValueKind.String),
    };

    /// <summary>The bytes of text in a UTF-8 buffer; only when <see cref="IsUtf8"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is not text in a buffer.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Utf8Span() => IsBuffer(_reference)
        ? Unsafe.As<byte[]>(_reference).AsSpan((int)(_bits >> 32), (int)_bits)
        : throw Mismatch(ValueKind.String);

    /// <summary>A part of text in a UTF-8 buffer, sharing the buffer; only when <see cref="IsUtf8"/>.</summary>
    /// <param name="start">Where the part begins, in bytes from the beginning of this text; not inside a character.</param>
    /// <param name="length">The part's length in bytes.</param>
    internal Value Utf8Part(int start, int length) => new(_reference, ((long)((int)(_bits >> 32) + start) << 32) | (uint)length);

    /// <summary>Bytes of UTF-8 text or UTF-16 characters of other text, without decoding; 0 for anything but text.</summary>
    internal int TextLength => _reference switch
    {
        byte[] => (int)_bits,
        string text => text.Length,
        _ => 0,
    };

    /// <summary>The list; only for <see cref="ValueKind.Array"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public ArrayValue AsArray() => _reference as ArrayValue ?? throw Mismatch(ValueKind.Array);

    /// <summary>The object; only for <see cref="ValueKind.Object"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public ObjectValue AsObject() => _reference as ObjectValue ?? throw Mismatch(ValueKind.Object);

    /// <summary>The same value without a hold on a source buffer, for state that outlives a batch.</summary>
    public Value Detach()
    {
        if (IsBuffer(_reference))
        {
            var copy = Utf8Span().ToArray();
            return Utf8(copy, 0, copy.Length);
        }

        return _reference switch
        {
            ArrayValue array => Array(array.Detach()),
            ObjectValue @object => Object(@object.Detach()),
            _ => this,
        };
    }

    /// <summary>Deep equality by content: same kind and same content; texts are equal in either representation; NaN equals NaN, so that it can be a key.</summary>
    /// <param name="other">The other value.</param>
    public bool Equals(Value other)
    {
        if (IsUtf8 && other.IsUtf8)
        {
            return Utf8Span().SequenceEqual(other.Utf8Span());
        }

        var kind = Kind;
        return kind == other.Kind && kind switch
        {
            ValueKind.Undefined or ValueKind.Null => true,
            ValueKind.Boolean => _bits == other._bits,
            ValueKind.Number => AsNumber().Equals(other.AsNumber()),
            ValueKind.String => TextEquals(other),
            ValueKind.Array => AsArray().Equals(other.AsArray()),
            _ => AsObject().Equals(other.AsObject()),
        };
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        switch (Kind)
        {
            case ValueKind.Boolean:
                return (int)_bits + 2;
            case ValueKind.Number:
                return AsNumber().GetHashCode();
            case ValueKind.String:
                return IsUtf8 ? HashBytes(Utf8Span()) : HashText(AsString());
            case ValueKind.Array:
                return AsArray().GetHashCode();
            case ValueKind.Object:
                return AsObject().GetHashCode();
            default:
                return (int)Kind;
        }
    }

    /// <summary>A short text for people reading logs and test failures; not JSON.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Undefined => "undefined",
        ValueKind.Null => "null",
        ValueKind.Boolean => AsBoolean() ? "true" : "false",
        ValueKind.Number => AsNumber().ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        ValueKind.String => AsString(),
        ValueKind.Array => $"[{AsArray().Count} items]",
        _ => $"{{{AsObject().Count} fields}}",
    };

    /// <summary>Content equality.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Content inequality.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    // "is byte[]" is also true for sbyte[] and so needs a call of the runtime; comparing the exact type is one instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBuffer([NotNullWhen(true)] object? reference) => reference is not null && reference.GetType() == typeof(byte[]);

    private static ValueKind SlowKind(object reference)
    {
        if (ReferenceEquals(reference, BooleanTag))
        {
            return ValueKind.Boolean;
        }

        if (ReferenceEquals(reference, NullTag))
        {
            return ValueKind.Null;
        }

        return reference switch
        {
            ExactNumber => ValueKind.Number,
            ArrayValue => ValueKind.Array,
            _ => ValueKind.Object,
        };
    }

    private static int HashBytes(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }

    // Both representations of a text must hash alike, so text is hashed as UTF-8.
    private static int HashText(string text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var hash = HashBytes(buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    private bool TextEquals(Value other)
    {
        if (_reference is string text && other._reference is string otherText)
        {
            return string.Equals(text, otherText, StringComparison.Ordinal);
        }

        return IsUtf8 ? Utf8Equals(Utf8Span(), other.AsString()) : Utf8Equals(other.Utf8Span(), AsString());
    }

    // Decoded piece by piece, so that comparing the two representations allocates nothing.
    private static bool Utf8Equals(ReadOnlySpan<byte> utf8, ReadOnlySpan<char> text)
    {
        Span<char> piece = stackalloc char[128];
        while (!utf8.IsEmpty)
        {
            System.Text.Unicode.Utf8.ToUtf16(utf8, piece, out var read, out var written);
            if (!text.StartsWith(piece[..written]))
            {
                return false;
            }

            utf8 = utf8[read..];
            text = text[written..];
        }

        return text.IsEmpty;
    }

    private InvalidOperationException Mismatch(ValueKind wanted) => new($"The value is {Kind}, not {wanted}.");
}
