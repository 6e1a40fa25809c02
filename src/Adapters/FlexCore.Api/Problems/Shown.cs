using System.Text;

namespace FlexCore.Api.Problems;

/// <summary>Shows a client's value in a message: cut, and without control characters.</summary>
internal static class Shown
{
    private const int LengthMax = 60;

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
