using System.Text;

namespace FlexCore.Cli.Terminal;

/// <summary>Aligned columns without lines, for eyes and for <c>awk</c>.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <summary>Renders a table, each line ended.</summary>
    /// <param name="headers">The columns' names.</param>
    /// <param name="rows">The rows; each has a cell for every column.</param>
    public static string Render(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var clean = rows.Select(row => (IReadOnlyList<string>)[.. row.Select(SafeText.OneLine)]).ToList();
        var widths = headers.Select((header, column) => clean.Select(row => row[column].Length).Append(header.Length).Max()).ToList();
        var text = new StringBuilder();
        foreach (var row in clean.Prepend(headers))
        {
            var line = new StringBuilder();
            for (var column = 0; column < headers.Count; column++)
            {
                line.Append(row[column].PadRight(widths[column])).Append(Gap);
            }

            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        return text.ToString();
    }
}
