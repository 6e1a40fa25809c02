namespace FlexCore.Cli.Health;

/// <summary>How a check went.</summary>
internal enum CheckStatus
{
    /// <summary>Nothing to do.</summary>
    Ok,

    /// <summary>It will work, but someone should know.</summary>
    Warning,

    /// <summary>It will not work.</summary>
    Failed,
}
