using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FlexCore.Streams.Json;

/// <summary>Finds where a JSON string stops being plain text.</summary>
internal static class JsonText
{
    /// <summary>The first quote, backslash or control character.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where to begin.</param>
    /// <returns>Its position, or the text's length when there is none.</returns>
    /// <remarks>Inlined vector code instead of <c>IndexOfAny</c>: field names and values are short, and the call costs more than the search.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndOfPlain(ReadOnlySpan<byte> text, int start)
    {
        var i = start;
        if (Vector128.IsHardwareAccelerated)
        {
            ref var origin = ref MemoryMarshal.GetReference(text);
            for (; i <= text.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                var chunk = Vector128.LoadUnsafe(ref origin, (nuint)i);
                var stops = Vector128.Equals(chunk, Vector128.Create((byte)'"'))
                    | Vector128.Equals(chunk, Vector128.Create((byte)'\\'))
                    | Vector128.LessThan(chunk, Vector128.Create((byte)0x20));
                if (stops != Vector128<byte>.Zero)
                {
                    return i + System.Numerics.BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
                }
            }
        }

        for (; i < text.Length; i++)
        {
            if (text[i] is (byte)'"' or (byte)'\\' or < 0x20)
            {
                return i;
            }
        }

        return text.Length;
    }
}
