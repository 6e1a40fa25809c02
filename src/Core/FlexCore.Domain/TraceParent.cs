using System.Globalization;

namespace FlexCore.Domain;

/// <summary>Where a piece of work stands in a distributed trace: the <c>traceparent</c> of W3C Trace Context as a value of 25 bytes.</summary>
/// <remarks>A value, so that carrying one from a request to its events allocates nothing. <see langword="default"/> is not a valid one.</remarks>
public readonly record struct TraceParent
{
    /// <summary>The bytes of the binary form: trace id, span id, flags.</summary>
    public const int ByteCount = 25;

    /// <summary>The characters of the text form.</summary>
    public const int TextLength = 55;

    private const byte SampledFlag = 0x01;

    // Sampled and random-trace-id; a reader must not pass on flags it does not know.
    private const byte KnownFlags = 0x03;

    /// <summary>Creates one.</summary>
    /// <param name="traceId">The trace; not zero.</param>
    /// <param name="spanId">The span that is the parent; not zero.</param>
    /// <param name="flags">The flags; those that version 00 of the format does not know are dropped.</param>
    /// <exception cref="ArgumentException">An id is zero.</exception>
    public TraceParent(UInt128 traceId, ulong spanId, byte flags)
    {
        if (traceId == 0 || spanId == 0)
        {
            throw new ArgumentException("A trace parent needs a trace id and a span id that are not zero.");
        }

        TraceId = traceId;
        SpanId = spanId;
        Flags = (byte)(flags & KnownFlags);
    }

    /// <summary>The trace.</summary>
    public UInt128 TraceId { get; }

    /// <summary>The span that caused the work.</summary>
    public ulong SpanId { get; }

    /// <summary>The flags; bit 0 says that the trace is recorded.</summary>
    public byte Flags { get; }

    /// <summary>Whether the caller records the trace.</summary>
    public bool IsSampled => (Flags & SampledFlag) != 0;

    /// <summary>Reads the value of a <c>traceparent</c> header.</summary>
    /// <param name="text">The header's value, for example <c>00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01</c>.</param>
    /// <param name="value">The value read.</param>
    /// <returns>Whether the text is one, of version 00 or a later one. As the standard demands, one that is not is to be ignored.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TraceParent value)
    {
        value = default;
        if (text.Length < TextLength || text[2] != '-' || text[35] != '-' || text[52] != '-'
            || !TryParseHex(text[..2], out var version) || version == 0xFF
            || (version == 0 ? text.Length != TextLength : text.Length > TextLength && text[TextLength] != '-')
            || !TryParseHex(text[3..35], out var trace)
            || !TryParseHex(text[36..52], out var span)
            || !TryParseHex(text[53..55], out var flags)
            || trace == 0 || span == 0)
        {
            return false;
        }

        value = new TraceParent(trace, (ulong)span, (byte)flags);
        return true;
    }

    /// <summary>Reads the binary form.</summary>
    /// <param name="bytes">What <see cref="CopyTo"/> wrote.</param>
    /// <param name="value">The value read.</param>
    /// <returns>Whether the bytes are one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TraceParent value)
    {
        value = default;
        if (bytes.Length != ByteCount)
        {
            return false;
        }

        var trace = new UInt128(ReadEight(bytes), ReadEight(bytes[8..]));
        var span = ReadEight(bytes[16..]);
        if (trace == 0 || span == 0)
        {
            return false;
        }

        value = new TraceParent(trace, span, bytes[24]);
        return true;
    }

    /// <summary>Writes the binary form: the ids in the byte order of their text, then the flags.</summary>
    /// <param name="destination">Room for <see cref="ByteCount"/> bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        WriteEight((ulong)(TraceId >> 64), destination);
        WriteEight((ulong)TraceId, destination[8..]);
        WriteEight(SpanId, destination[16..]);
        destination[24] = Flags;
    }

    /// <summary>The value of a <c>traceparent</c> header, version 00.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"00-{TraceId:x32}-{SpanId:x16}-{Flags:x2}");

    // Big-endian, by shifts of a register: this runs for every traced event.
    private static void WriteEight(ulong value, Span<byte> destination)
    {
        for (var i = 7; i >= 0; i--)
        {
            destination[i] = (byte)value;
            value >>= 8;
        }
    }

    private static ulong ReadEight(ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var i = 0; i < 8; i++)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    // The standard allows lower case only, which the framework's own parsers do not insist on.
    private static bool TryParseHex(ReadOnlySpan<char> text, out UInt128 value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiHexDigitLower(digit))
            {
                return false;
            }

            value = (value << 4) | (uint)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }

        return true;
    }
}
