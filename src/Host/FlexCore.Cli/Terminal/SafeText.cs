using System.Text;

namespace FlexCore.Cli.Terminal;

/// <summary>Makes data fit to be shown: control characters in it must not steer the terminal or break lines.</summary>
internal static class SafeText
{
    /// <summary>The text on one line; each control character becomes its symbol (␛ for escape).</summary>
    /// <param name="text">Any text.</param>
    public static string OneLine(string text)
    {
        if (!text.Any(IsControl))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            safe.Append(!IsControl(c) ? c : c < ' ' ? (char)('\u2400' + c) : '\u2421');
        }

        return safe.ToString();
    }

    /// <summary>The text on one line and not longer than a width; what is cut off shows as three dots.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="width">The most characters, at least 4.</param>
    public static string Cut(string text, int width)
    {
        var line = OneLine(text);
        return line.Length <= width ? line : string.Concat(line.AsSpan(0, Math.Max(0, width - 3)), "...");
    }

    private static bool IsControl(char c) => c is < ' ' or (>= '\u007F' and <= '\u009F');
}
