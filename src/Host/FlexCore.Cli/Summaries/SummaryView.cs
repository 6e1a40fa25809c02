using FlexCore.Cli.Terminal;
using Spectre.Console;

namespace FlexCore.Cli.Summaries;

/// <summary>Shows a summary to a person.</summary>
internal static class SummaryView
{
    /// <summary>Writes the summary as a table of two columns; rows without news are left out.</summary>
    /// <param name="terminal">Where to: its error stream, because stdout may carry records.</param>
    /// <param name="summary">The summary.</param>
    public static void Write(CliTerminal terminal, RunSummary summary)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = terminal.IsErrorInteractive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.IsErrorInteractive ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Math.Max(terminal.Width, WidestRow(summary));
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().NoWrap());
        foreach (var (name, value) in Rows(summary))
        {
            grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        }

        console.Write(grid);
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
        {
            terminal.Error.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>The rows, without layout.</summary>
    /// <param name="summary">The summary.</param>
    public static IEnumerable<(string Name, string Value)> Rows(RunSummary summary)
    {
        yield return ("pipeline", $"{summary.Pipeline}: {StatusText(summary)}");
        yield return ("records", $"{Amounts.Count(summary.RecordsIn)} in, {Amounts.Count(summary.RecordsOut)} out");
        if (summary.Errors > 0)
        {
            yield return ("errors", Amounts.Count(summary.Errors));
        }

        if (summary.DeadLetters > 0)
        {
            yield return ("dead letters", $"{Amounts.Count(summary.DeadLetters)} in {summary.DeadLetterOutput}");
        }

        if (summary.Late > 0)
        {
            yield return ("late", Amounts.Count(summary.Late));
        }

        var duration = TimeSpan.FromSeconds(summary.DurationSeconds);
        yield return ("time", $"{Amounts.Duration(duration)}, {Amounts.Count(summary.RecordsPerSecond)} records/s, {Amounts.Bytes(summary.BytesIn)} read");
        foreach (var output in summary.Outputs)
        {
            yield return ("output", output);
        }
    }

    private static string StatusText(RunSummary summary)
    {
        var resumed = summary.Resumed ? $" (attempt {summary.Attempt}, resumed)" : string.Empty;
        return summary.Status switch
        {
            "success" => "completed" + resumed,
            "interrupted" or "terminated" => "stopped with a checkpoint; run the same command again to go on",
            _ => "failed" + resumed,
        };
    }

    private static int WidestRow(RunSummary summary) => Rows(summary).Max(row => row.Value.Length) + "dead letters".Length + 8;
}
