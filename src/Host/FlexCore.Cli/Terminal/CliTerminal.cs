namespace FlexCore.Cli.Terminal;

/// <summary>The process's text streams, replaceable in tests.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress, summaries and errors.</param>
/// <param name="IsErrorInteractive">Whether <paramref name="Error"/> is a terminal that understands control sequences.</param>
/// <param name="Width">The terminal's width in columns.</param>
internal sealed record CliTerminal(TextWriter Out, TextWriter Error, bool IsErrorInteractive, int Width)
{
    private const int WidthWithoutTerminal = 100;

    /// <summary>Where typed lines and piped data come from.</summary>
    /// <value>The default value is empty.</value>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Whether a person types at <see cref="In"/> and reads <see cref="Out"/>.</summary>
    public bool IsInInteractive { get; init; }

    /// <summary>Whether <see cref="Out"/> is a terminal that understands control sequences.</summary>
    public bool IsOutInteractive { get; init; }

    /// <summary>Waits for a key of an interactive <see cref="In"/>, without showing it.</summary>
    /// <value>The default value fails: there is no keyboard.</value>
    public Func<ConsoleKeyInfo> ReadKey { get; init; } = () => throw new InvalidOperationException("This terminal has no keyboard.");

    /// <summary>The real streams of this process.</summary>
    public static CliTerminal OfProcess()
    {
        var capable = Environment.GetEnvironmentVariable("TERM") != "dumb";
        var interactive = !Console.IsErrorRedirected && capable;
        var screen = !Console.IsOutputRedirected && capable;

        // A terminal that does not know its width says 0.
        var width = interactive || screen ? Console.WindowWidth : 0;
        return new CliTerminal(Console.Out, Console.Error, interactive, width > 0 ? width : WidthWithoutTerminal)
        {
            In = Console.In,
            IsInInteractive = screen && !Console.IsInputRedirected,
            IsOutInteractive = screen,
            ReadKey = ReadConsoleKey,
        };
    }

    // While a line is edited Ctrl+C throws the line away; at any other time it ends the program.
    private static ConsoleKeyInfo ReadConsoleKey()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }
}
