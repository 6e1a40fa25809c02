using Microsoft.Extensions.Logging;

namespace FlexCore.Node.Logging;

/// <summary>Writes every log line as one JSON object: time, level, event id, category, message, its named values, scopes, trace and error.</summary>
/// <remarks>Thread-safe: each line is written whole. The writer belongs to the caller.</remarks>
/// <param name="output">Takes the lines.</param>
/// <param name="clock">Stamps them.</param>
/// <param name="minimum">What is less important is left out.</param>
public sealed class JsonLoggerFactory(TextWriter output, TimeProvider clock, LogLevel minimum) : ILoggerFactory
{
    private readonly TextWriter _output = TextWriter.Synchronized(output);
    private readonly LoggerExternalScopeProvider _scopes = new();

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("A node logs to one place only.");

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        new JsonLogger(_output, clock, NodeLogs.MinimumOf(categoryName, minimum), categoryName, _scopes);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer belongs to the caller.
    }
}
