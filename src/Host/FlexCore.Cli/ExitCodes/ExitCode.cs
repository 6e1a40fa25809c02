namespace FlexCore.Cli.ExitCodes;

/// <summary>Why the process ended. The numbers are a contract with scripts: they never change meaning. Described in <see cref="ExitCodeTable"/>.</summary>
internal enum ExitCode
{
    Success = 0,
    Internal = 1,
    Usage = 2,
    InvalidPipeline = 3,
    InvalidConfiguration = 4,
    InputUnavailable = 5,
    RecordFailed = 6,
    OutputUnavailable = 7,
    DiskFull = 8,
    CannotResume = 9,
    DataFolderLocked = 10,
    DataFolderUnusable = 11,
    DataFolderDamaged = 12,
    DataFolderNewer = 13,
    TestsFailed = 14,
    Unhealthy = 15,
    NodeUnavailable = 16,
    NodeRefused = 17,
    PortInUse = 18,
    JobFailed = 19,
    DatabaseUnavailable = 20,
    Interrupted = 130,
    Terminated = 143,
}
