using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Collects warnings and errors.</summary>
internal sealed class LogProbe : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(EventId Id, string Text)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id >= 4000 && eventId.Id < 5000)
        {
            Lines.Enqueue((eventId, formatter(state, exception) + exception?.Message));
        }
    }

    public void Dispose()
    {
    }
}
