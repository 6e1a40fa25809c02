using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FlexCore.Telemetry.Tests;

/// <summary>Keeps every line that is logged.</summary>
internal sealed class KeptLog : ILogger
{
    public ConcurrentQueue<(EventId Id, string Text)> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((eventId, $"{formatter(state, exception)} {exception}"));
}
