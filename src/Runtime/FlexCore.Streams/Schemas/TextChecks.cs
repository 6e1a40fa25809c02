using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary><c>minLength</c> and <c>maxLength</c>, in Unicode characters.</summary>
/// <param name="least">The least length.</param>
/// <param name="most">The greatest length.</param>
/// <param name="rule">The rule in words.</param>
internal sealed class LengthCheck(long least, long most, string rule) : SchemaCheck
{
    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        if (!value.IsString)
        {
            return true;
        }

        var length = LengthOf(value);
        return (length >= least && length <= most) || (failure?.Set(value, rule) ?? false);
    }

    private static long LengthOf(in Value value)
    {
        var length = 0L;
        if (value.IsUtf8)
        {
            foreach (var unit in value.Utf8Span())
            {
                length += (unit & 0xC0) == 0x80 ? 0 : 1;
            }

            return length;
        }

        foreach (var _ in value.AsString().EnumerateRunes())
        {
            length++;
        }

        return length;
    }
}

/// <summary><c>pattern</c>: a regular expression of JavaScript that matches somewhere in the text, in linear time.</summary>
/// <param name="pattern">The expression.</param>
/// <param name="rule">The rule in words.</param>
internal sealed class PatternCheck(Regex pattern, string rule) : SchemaCheck
{
    private const int OnStack = 256;

    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure) => !value.IsString || IsMatch(value) || (failure?.Set(value, rule) ?? false);

    private bool IsMatch(in Value value)
    {
        if (!value.IsUtf8)
        {
            return pattern.IsMatch(value.AsString());
        }

        var utf8 = value.Utf8Span();
        if (utf8.Length <= OnStack)
        {
            Span<char> text = stackalloc char[OnStack];
            return pattern.IsMatch(text[..Encoding.UTF8.GetChars(utf8, text)]);
        }

        var buffer = ArrayPool<char>.Shared.Rent(utf8.Length);
        var isMatch = pattern.IsMatch(buffer.AsSpan(0, Encoding.UTF8.GetChars(utf8, buffer)));
        ArrayPool<char>.Shared.Return(buffer);
        return isMatch;
    }
}

/// <summary><c>format</c>: text of a known form.</summary>
/// <param name="format">The form.</param>
/// <param name="rule">The rule in words.</param>
internal sealed class FormatCheck(Func<ReadOnlySpan<byte>, bool> format, string rule) : SchemaCheck
{
    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure) =>
        !value.IsString || format(value.IsUtf8 ? value.Utf8Span() : Encoding.UTF8.GetBytes(value.AsString())) || (failure?.Set(value, rule) ?? false);
}
