namespace FlexCore.Cli.Terminal;

/// <summary>Plain lines for logs and pipes.</summary>
internal sealed class PlainProgressView(TextWriter log, string pipeline, TimeSpan interval) : IProgressView
{
    /// <inheritdoc/>
    public TimeSpan Interval => interval;

    /// <inheritdoc/>
    public void Show(ProgressReading reading) => log.WriteLine(ProgressText.Line(pipeline, reading));

    /// <inheritdoc/>
    public void Clear()
    {
        // Plain lines stay.
    }
}
