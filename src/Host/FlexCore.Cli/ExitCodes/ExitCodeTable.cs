namespace FlexCore.Cli.ExitCodes;

/// <summary>The one table of exit codes: <c>flexcore help exit-codes</c> prints it and a test compares the README with it.</summary>
internal static class ExitCodeTable
{
    /// <summary>Every code, in numeric order.</summary>
    public static IReadOnlyList<ExitCodeEntry> Entries { get; } =
    [
        new(ExitCode.Success, "success", "The run completed, or the pipeline has no mistake.", "Nothing to do."),
        new(ExitCode.Internal, "internal", "FlexCore failed in a way it does not know.", "Run again with `--verbose` and report the output."),
        new(ExitCode.Usage, "usage", "The command line is wrong.", "See `flexcore --help`."),
        new(ExitCode.InvalidPipeline, "invalid-pipeline", "The pipeline file is missing or has mistakes.", "Fix the lines that `flexcore lint` names."),
        new(ExitCode.InvalidConfiguration, "invalid-configuration", "A configuration file or a setting is wrong.", "Fix the named key."),
        new(ExitCode.InputUnavailable, "input-unavailable", "An input is missing, cannot be read, or is not what its name says.", "Check the named path."),
        new(ExitCode.RecordFailed, "record-failed", "A record could not be processed and `onError` is `fail`.", "Fix the input, or set `onError: skip` or `deadletter`."),
        new(ExitCode.OutputUnavailable, "output-unavailable", "An output cannot be created or written.", "Check the named path or table."),
        new(ExitCode.DiskFull, "disk-full", "No space is left for the output, the data folder or the database.", "Free space and run again: it resumes."),
        new(ExitCode.CannotResume, "cannot-resume", "The interrupted run had another pipeline or other inputs.", "Restore them, or run with `--fresh`."),
        new(ExitCode.DataFolderLocked, "data-folder-locked", "Another process uses the data folder.", "Wait for it, or choose another folder with `--data`."),
        new(ExitCode.DataFolderUnusable, "data-folder-unusable", "The data folder cannot be created, read or written.", "Fix its permissions, or choose another with `--data`."),
        new(ExitCode.DataFolderDamaged, "data-folder-damaged", "The database, in the data folder or on its server, is damaged. Nothing was changed.", "Restore it from a backup, or start with a new `--data` folder."),
        new(ExitCode.DataFolderNewer, "data-folder-newer", "The data folder or the database was written by a newer FlexCore.", "Use that version, or another `--data` folder."),
        new(ExitCode.TestsFailed, "tests-failed", "A case of `flexcore test` did not give what it expects, or event types are not what was reviewed.", "Read the differences; correct the pipeline, the case or the types."),
        new(ExitCode.Unhealthy, "unhealthy", "`flexcore doctor` found something that will not work.", "Follow the remedy beside each failed check."),
        new(ExitCode.NodeUnavailable, "node-unavailable", "No node answers at the URL, or it is too busy.", "Start one with `flexcore start`, or check `--node`."),
        new(ExitCode.NodeRefused, "node-refused", "The node refused the request.", "Read the node's message; it names the field and the remedy."),
        new(ExitCode.PortInUse, "port-in-use", "Another process listens on the node's port.", "Stop it, or choose another port with `--port`."),
        new(ExitCode.JobFailed, "job-failed", "A run that was submitted to a node failed or was cancelled there.", "Read the reason; fix the pipeline or its input and submit it again."),
        new(ExitCode.DatabaseUnavailable, "database-unavailable", "The database server cannot be reached, or cannot work at the moment.", "Start it, or correct the named setting of `flexcore.postgres`."),
        new(ExitCode.Interrupted, "interrupted", "Stopped by SIGINT (Ctrl+C).", "Run the same command again: it resumes; over stdin it begins again."),
        new(ExitCode.Terminated, "terminated", "Stopped by SIGTERM.", "Run the same command again: it resumes; over stdin it begins again."),
    ];

    /// <summary>The table's line of a code.</summary>
    /// <param name="code">A code of the table.</param>
    public static ExitCodeEntry Of(ExitCode code) => Entries.Single(entry => entry.Code == code);
}
