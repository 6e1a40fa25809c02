namespace FlexCore.Cli.Terminal;

/// <summary>Shows the line of a file where a mistake is, with a caret under it.</summary>
internal static class SourceExcerpt
{
    private const int WidthMax = 120;
    private const string Ellipsis = "...";

    /// <summary>Renders the line and the caret; nothing when the file has no such line.</summary>
    /// <param name="lines">The file's lines.</param>
    /// <param name="line">Line number, from 1.</param>
    /// <param name="column">Column, from 1.</param>
    public static string Render(IReadOnlyList<string> lines, int line, int column)
    {
        if (line < 1 || line > lines.Count)
        {
            return string.Empty;
        }

        var number = line.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var margin = new string(' ', number.Length);
        var (text, caret) = Window(lines[line - 1].TrimEnd('\r'), Math.Max(1, column));
        return $"  {number} | {text}\n  {margin} | {new string(' ', caret - 1)}^";
    }

    // A very long line is cut to a window around the caret. Tabs become one space so that the caret stays below its column.
    private static (string Text, int Caret) Window(string line, int column)
    {
        var text = line.Replace('\t', ' ');
        column = Math.Min(column, text.Length + 1);
        if (text.Length <= WidthMax)
        {
            return (text, column);
        }

        var start = Math.Clamp(column - (WidthMax / 2), 0, text.Length - WidthMax);
        var head = start > 0 ? Ellipsis : string.Empty;
        var tail = start + WidthMax < text.Length ? Ellipsis : string.Empty;
        return (string.Concat(head, text.AsSpan(start, WidthMax), tail), column - start + head.Length);
    }
}
