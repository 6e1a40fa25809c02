namespace FlexCore.Cli.Terminal;

/// <summary>One line on a terminal, overwritten in place.</summary>
internal sealed class LiveProgressView(TextWriter terminal, string pipeline, TimeSpan interval, int width) : IProgressView
{
    private const string EraseLine = "\r\u001b[2K";

    /// <inheritdoc/>
    public TimeSpan Interval => interval;

    /// <inheritdoc/>
    public void Show(ProgressReading reading)
    {
        // A line that wraps cannot be erased by one carriage return.
        var line = ProgressText.Line(pipeline, reading);
        terminal.Write(EraseLine + (line.Length < width ? line : line[..Math.Max(0, width - 1)]));
        terminal.Flush();
    }

    /// <inheritdoc/>
    public void Clear()
    {
        terminal.Write(EraseLine);
        terminal.Flush();
    }
}
