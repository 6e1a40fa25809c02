namespace FlexCore.Cli.Terminal;

/// <summary>The process's text streams, replaceable in tests.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress, summaries and errors.</param>
/// <param name="IsErrorInteractive">Whether <paramref name="Error"/> is a terminal that understands control sequences.</param>
/// <param name="Width">The terminal's width in columns.</param>
internal sealed record CliTerminal(TextWriter Out, TextWriter Error, bool IsErrorInteractive, int Width)
{
    private const int WidthWithoutTerminal = 100;

    /// <summary>The real streams of this process.</summary>
    public static CliTerminal OfProcess()
    {
        var interactive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

        // A terminal that does not know its width says 0.
        return new CliTerminal(Console.Out, Console.Error, interactive, interactive && Console.WindowWidth > 0 ? Console.WindowWidth : WidthWithoutTerminal);
    }
}
