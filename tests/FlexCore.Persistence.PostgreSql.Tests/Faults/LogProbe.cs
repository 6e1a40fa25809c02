using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>Counts what a store logs, by event id. Thread-safe.</summary>
internal sealed class LogProbe : ILogger<PostgresStore>
{
    public const int CommitTriedAgain = 3102;
    public const int SessionEnded = 3110;

    private readonly ConcurrentDictionary<int, int> _counts = new();

    public int CountOf(int eventId) => _counts.GetValueOrDefault(eventId);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _counts.AddOrUpdate(eventId.Id, 1, static (_, count) => count + 1);
}
