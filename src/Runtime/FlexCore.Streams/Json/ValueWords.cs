using System.Buffers;
using System.Text;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Json;

/// <summary>Writes values into messages: as JSON, cut where they are long.</summary>
internal static class ValueWords
{
    private const int MaxLength = 100;

    /// <summary>The words for a value.</summary>
    /// <param name="value">The value.</param>
    public static string Of(Value value)
    {
        if (value.IsUndefined)
        {
            return "missing";
        }

        var bytes = new ArrayBufferWriter<byte>();
        ValueJson.Write(value, bytes);
        var text = Encoding.UTF8.GetString(bytes.WrittenSpan);
        if (text.Length <= MaxLength)
        {
            return text;
        }

        // Half a character is no text.
        var length = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..length] + "…";
    }
}
