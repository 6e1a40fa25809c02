using System.Text;

namespace FlexCore.Api.Problems;

/// <summary>Shows a client's value in a message: cut, and without control characters.</summary>
internal static class Shown
{
    private const int LengthMax = 60;
    private const int LineLengthMax = 300;

    /// <summary>A whole message that repeats a client's value: on one line.</summary>
    /// <param name="message">The message.</param>
    public static string Line(string message) => string.Concat(message.Where(static c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(LineLengthMax));

    /// <summary>The value as a message may carry it.</summary>
    /// <param name="value">What the client sent.</param>
    public static string Of(string value)
    {
        var cut = value.Length <= LengthMax ? value : value[..LengthMax] + "…";
        return cut.Any(c => char.IsControl(c) || char.IsSurrogate(c))
            ? string.Concat(cut.EnumerateRunes().Select(rune => Rune.IsControl(rune) ? Rune.ReplacementChar : rune))
            : cut;
    }
}
