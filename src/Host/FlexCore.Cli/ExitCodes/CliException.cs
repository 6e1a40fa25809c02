namespace FlexCore.Cli.ExitCodes;

/// <summary>Ends the command with a message for the user and an exit code.</summary>
internal sealed class CliException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="exitCode">How the process ends.</param>
    /// <param name="message">What failed, where, and the remedy.</param>
    /// <param name="innerException">The cause, shown only with <c>--verbose</c>.</param>
    public CliException(ExitCode exitCode, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ExitCode = exitCode;
    }

    /// <summary>How the process ends.</summary>
    public ExitCode ExitCode { get; }
}
