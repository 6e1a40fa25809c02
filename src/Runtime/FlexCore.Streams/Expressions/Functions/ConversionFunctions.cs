using System.Text;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Conversion between kinds, and encodings of text.</summary>
internal static class ConversionFunctions
{
    private const string Unreserved = "-_.!~*'()";
    private const string Reserved = ";/?:@&=+$,#";

    public static readonly FunctionGroup Group = new(
        "Conversion and encoding",
        [
            new("String(value = \"\")", "The value as text.", "String([1, null, true])", "\"1,,true\"", static (in Evaluation e, in Arguments a) => a.Count == 0 ? Text.Empty : a.Text(e, 0)),
            new("Boolean(value = false)", "The value's truth: 0, NaN, empty text, null and undefined are false.", "Boolean(\"0\")", "true", static (in Evaluation e, in Arguments a) => Value.Boolean(Coercion.ToBoolean(a[0]))),
            new("value.toString()", "The value as text.", "[1, 2].toString()", "\"1,2\"", static (in Evaluation e, in Arguments a) => Coercion.ToText(e, a.Self)),
            new("String.fromCharCode(...units)", "Text from UTF-16 units.", "String.fromCharCode(72, 105)", "\"Hi\"", FromCharCode),
            new("String.fromCodePoint(...codePoints)", "Text from code points.", "String.fromCodePoint(8364)", "\"€\"", FromCodePoint),
            new("encodeURIComponent(text)", "The text as a part of a URL.", "encodeURIComponent(\"a b&c\")", "\"a%20b%26c\"", static (in Evaluation e, in Arguments a) => Encode(e, a.Text(e, 0), Unreserved)),
            new("decodeURIComponent(text)", "The text that a part of a URL stands for.", "decodeURIComponent(\"a%20b%26c\")", "\"a b&c\"", static (in Evaluation e, in Arguments a) => Decode(e, a.Text(e, 0), "")),
            new("encodeURI(text)", "The text as a URL: characters that separate its parts stay.", "encodeURI(\"/a b?c=d\")", "\"/a%20b?c=d\"", static (in Evaluation e, in Arguments a) => Encode(e, a.Text(e, 0), Unreserved + Reserved)),
            new("decodeURI(text)", "The text that a URL stands for: escapes of separators stay.", "decodeURI(\"/a%20b%2Fc\")", "\"/a b%2Fc\"", static (in Evaluation e, in Arguments a) => Decode(e, a.Text(e, 0), Reserved)),
        ]);

    private static Value FromCharCode(in Evaluation e, in Arguments a)
    {
        e.Create(a.Count);
        var units = new char[a.Count];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = (char)(ushort)Coercion.ToInt32(a.Number(e, i));
        }

        return Text.Constant(new string(units));
    }

    private static Value FromCodePoint(in Evaluation e, in Arguments a)
    {
        e.Create(2L * a.Count);
        var text = new StringBuilder();
        for (var i = 0; i < a.Count; i++)
        {
            var code = a.Number(e, i);
            if (!(code >= 0 && code <= 0x10FFFF && code == Math.Truncate(code)))
            {
                throw e.Fail(ExpressionErrorCode.OutOfRange, $"{NumberText.Format(code)} is not a code point: it must be an integer from 0 to 1114111.");
            }

            if (code is >= 0xD800 and <= 0xDFFF)
            {
                text.Append((char)code);
            }
            else
            {
                text.Append(char.ConvertFromUtf32((int)code));
            }
        }

        return Text.Constant(text.ToString());
    }

    private static Value Encode(in Evaluation e, Value text, string kept)
    {
        if (!text.IsUtf8)
        {
            text = Text.Constant(text.AsString());
        }

        if (!text.IsUtf8)
        {
            throw e.Fail(ExpressionErrorCode.OutOfRange, "The text contains half a surrogate pair, which cannot be encoded.");
        }

        var builder = new TextBuilder(e);
        foreach (var unit in text.Utf8Span())
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || (unit < 0x80 && kept.Contains((char)unit)))
            {
                builder.Append([unit]);
            }
            else
            {
                builder.Append([(byte)'%', Hex(unit >> 4), Hex(unit & 15)]);
            }
        }

        return builder.ToValue();
    }

    private static byte Hex(int digit) => (byte)"0123456789ABCDEF"[digit];

    private static Value Decode(in Evaluation e, Value text, string kept)
    {
        e.Create(3L * text.TextLength);
        var source = text.AsString();
        var result = new StringBuilder();
        var bytes = new List<byte>();
        for (var at = 0; at < source.Length;)
        {
            if (source[at] != '%')
            {
                result.Append(source[at++]);
                continue;
            }

            bytes.Clear();
            bytes.Add(EscapedByte(e, source, at));
            var length = bytes[0] switch { < 0x80 => 1, >= 0xF0 => 4, >= 0xE0 => 3, _ => 2 };
            for (var i = 1; i < length; i++)
            {
                bytes.Add(EscapedByte(e, source, at + (3 * i)));
            }

            if (Rune.DecodeFromUtf8(bytes.ToArray(), out var rune, out var used) != System.Buffers.OperationStatus.Done || used != length)
            {
                throw Malformed(e, at);
            }

            var isKept = rune.Value < 0x80 && kept.Contains((char)rune.Value);
            result.Append(isKept ? source.Substring(at, 3) : rune.ToString());
            at += 3 * length;
        }

        return Text.Constant(result.ToString());
    }

    private static byte EscapedByte(in Evaluation e, string text, int at) =>
        at + 2 < text.Length && text[at] == '%' && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2])
            ? Convert.FromHexString(text.AsSpan(at + 1, 2))[0]
            : throw Malformed(e, at);

    private static ExpressionException Malformed(in Evaluation e, int at) =>
        e.Fail(ExpressionErrorCode.OutOfRange, $"The escape at index {at} is not %XX of UTF-8 text.");
}
