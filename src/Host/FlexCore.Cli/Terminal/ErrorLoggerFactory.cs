using FlexCore.Node.Logging;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cli.Terminal;

/// <summary>Writes log lines to stderr: warnings always, everything from information on with <c>--verbose</c>.</summary>
/// <remarks>
/// Errors without <c>--verbose</c> are left out where they end the command, which says them in its own words; a node, which goes on, shows them. Thread-safe:
/// the writer is synchronised.
/// </remarks>
internal sealed class ErrorLoggerFactory(TextWriter error, bool verbose, bool errors = false) : ILoggerFactory
{
    private readonly LogLevel _verboseFrom = LogLevel.Information;

    /// <summary>Creates a factory that writes whatever it gets: what is logged is decided before it.</summary>
    /// <param name="error">Takes the lines.</param>
    public ErrorLoggerFactory(TextWriter error)
        : this(error, verbose: true, errors: true) => _verboseFrom = LogLevel.Trace;

    // What the generic host says before it throws, the command says too, with the remedy.
    private const string SaidByTheCommand = "Microsoft.Extensions.Hosting.Internal.Host";

    private readonly TextWriter _error = TextWriter.Synchronized(error);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The command line logs to stderr only.");

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        new ErrorLogger(_error, categoryName, verbose && !(_verboseFrom == LogLevel.Trace && categoryName == SaidByTheCommand) ? _verboseFrom : null, errors && categoryName != SaidByTheCommand);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer belongs to the process.
    }

    private sealed class ErrorLogger(TextWriter error, string category, LogLevel? verboseFrom, bool errors) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None
            && (verboseFrom is { } minimum ? logLevel >= NodeLogs.MinimumOf(category, minimum) : logLevel == LogLevel.Warning || (errors && logLevel > LogLevel.Warning));

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var cause = exception is null ? string.Empty : $": {exception.Message}";
                error.WriteLine($"{logLevel.ToString().ToLowerInvariant()} {eventId.Id} {category}: {formatter(state, exception)}{cause}");
            }
        }
    }
}
