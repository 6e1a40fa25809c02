using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>Collects the lines of FlexCore with the scopes that were open.</summary>
internal sealed class ScopeProbe : ILoggerProvider, ISupportExternalScope, ILogger
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<(EventId Id, IReadOnlyList<string> Scopes)> Lines { get; } = new();

    public IReadOnlyList<string> Current()
    {
        var open = new List<string>();
        _scopes.ForEachScope(static (scope, list) => list.Add(scope?.ToString() ?? ""), open);
        return open;
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue((eventId, Current()));

    public void Dispose()
    {
    }
}
