namespace FlexCore.Domain;

/// <summary>Shows a caller's value in a message: a message never grows with what it complains about, and never carries control characters.</summary>
internal static class Excerpt
{
    public const int LengthMax = 40;

    public static string Of(string value)
    {
        var shown = value.Length <= LengthMax ? value : value[..LengthMax] + "…";
        return shown.Any(char.IsControl) ? string.Concat(shown.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : shown;
    }
}
