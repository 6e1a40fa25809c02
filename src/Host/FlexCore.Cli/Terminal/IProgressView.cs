namespace FlexCore.Cli.Terminal;

/// <summary>Shows how a run advances. Called by one caller at a time.</summary>
internal interface IProgressView
{
    /// <summary>How long to wait between two readings.</summary>
    TimeSpan Interval { get; }

    /// <summary>Shows a reading.</summary>
    void Show(ProgressReading reading);

    /// <summary>Removes what would be in the way of the text that follows.</summary>
    void Clear();
}
