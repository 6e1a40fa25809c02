using System.Text;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>
/// JavaScript's text: lengths and indices count UTF-16 units, whatever the representation. Text in a UTF-8 buffer is worked on in place
/// where it is ASCII or where bytes suffice; anything else is decoded first.
/// </summary>
internal static class Text
{
    public static readonly Value Empty = Value.Utf8([], 0, 0);

    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Text that is known when an expression is compiled: UTF-8 unless it has half a surrogate pair.</summary>
    public static Value Constant(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return Value.String(text);
            }
        }

        var bytes = Strict.GetBytes(text);
        return Value.Utf8(bytes, 0, bytes.Length);
    }

    public static Value Copy(ReadOnlySpan<byte> utf8) => Value.Utf8(utf8.ToArray(), 0, utf8.Length);

    public static bool IsAscii(Value text) => text.IsUtf8 ? Ascii.IsValid(text.Utf8Span()) : Ascii.IsValid(text.AsString());

    /// <summary>The number of UTF-16 units.</summary>
    public static int Length(Value text) => text.IsUtf8 ? Encoding.UTF8.GetCharCount(text.Utf8Span()) : text.AsString().Length;

    /// <summary>The units from <paramref name="start"/> up to <paramref name="end"/>, both within the text.</summary>
    public static Value Slice(Value text, int start, int end)
    {
        if (end <= start)
        {
            return Empty;
        }

        return text.IsUtf8 && Ascii.IsValid(text.Utf8Span())
            ? text.Utf8Part(start, end - start)
            : Value.String(text.AsString()[start..end]);
    }

    /// <summary>One UTF-16 unit; <c>undefined</c> outside the text.</summary>
    public static Value At(Value text, double index)
    {
        if (!(index >= 0 && index < text.TextLength && index == Math.Floor(index)))
        {
            return Value.Undefined;
        }

        var at = (int)index;
        return at < Length(text) ? Slice(text, at, at + 1) : Value.Undefined;
    }

    public static bool StartsWith(Value text, Value search) => text.IsUtf8 && search.IsUtf8
        ? text.Utf8Span().StartsWith(search.Utf8Span())
        : text.AsString().StartsWith(search.AsString(), StringComparison.Ordinal);

    public static bool EndsWith(Value text, Value search) => text.IsUtf8 && search.IsUtf8
        ? text.Utf8Span().EndsWith(search.Utf8Span())
        : text.AsString().EndsWith(search.AsString(), StringComparison.Ordinal);

    public static bool Contains(Value text, Value search) => text.IsUtf8 && search.IsUtf8
        ? text.Utf8Span().IndexOf(search.Utf8Span()) >= 0
        : text.AsString().Contains(search.AsString(), StringComparison.Ordinal);

    /// <summary>The first byte index of a text that is not empty; -1 when not found. Most separators are one character, which is found faster.</summary>
    public static int Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> search) =>
        search.Length == 1 ? text.IndexOf(search[0]) : text.IndexOf(search);

    /// <summary>The first unit index at or after <paramref name="from"/>; -1 when not found.</summary>
    public static int IndexOf(Value text, Value search, int from)
    {
        if (text.IsUtf8 && search.IsUtf8 && (from == 0 || IsAscii(text)))
        {
            var bytes = text.Utf8Span();
            var at = bytes[from..].IndexOf(search.Utf8Span());
            return at <= 0 ? (at < 0 ? -1 : from) : from + Encoding.UTF8.GetCharCount(bytes.Slice(from, at));
        }

        return text.AsString().IndexOf(search.AsString(), from, StringComparison.Ordinal);
    }

    /// <summary>Compares by UTF-16 units, as JavaScript's <c>&lt;</c> does.</summary>
    public static int Compare(Value left, Value right)
    {
        if (!left.IsUtf8 || !right.IsUtf8)
        {
            return string.CompareOrdinal(left.AsString(), right.AsString());
        }

        var a = left.Utf8Span();
        var b = right.Utf8Span();
        var common = a.CommonPrefixLength(b);
        if (common == a.Length || common == b.Length)
        {
            return a.Length.CompareTo(b.Length);
        }

        // UTF-8 orders by code point. UTF-16 differs only where a surrogate pair (lead byte F0–F4) meets U+E000–U+FFFF (EE, EF).
        var order = a[common].CompareTo(b[common]);
        var differs = a[common] >= 0xEE && b[common] >= 0xEE && (a[common] >= 0xF0) != (b[common] >= 0xF0);
        return differs ? -order : order;
    }
}
