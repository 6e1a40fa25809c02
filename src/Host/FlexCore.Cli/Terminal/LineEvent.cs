namespace FlexCore.Cli.Terminal;

/// <summary>What a key means beyond the line.</summary>
internal enum LineEvent
{
    /// <summary>Nothing: the line may have changed.</summary>
    None,

    /// <summary>The line is complete.</summary>
    Entered,

    /// <summary>The line is thrown away; the end, when it was empty.</summary>
    Cancelled,

    /// <summary>No more lines will come.</summary>
    Ended,
}
