namespace FlexCore.Cli.Terminal;

/// <summary>How a command writes its result.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One JSON object or list, for scripts.</summary>
    Json,
}
