using System.Collections.Concurrent;
using FlexCore.Testing.Probes;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cluster.Tests.Transport;

/// <summary>Keeps what was logged, by event id.</summary>
internal sealed class KeptLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text)> _entries = new();
    private readonly ConcurrentDictionary<int, Probe<string>> _probes = new();

    public IReadOnlyList<string> Of(int eventId) => [.. _entries.Where(entry => entry.Id == eventId).Select(entry => entry.Text)];

    /// <summary>Waits for the next entry of an event that nobody has waited for.</summary>
    public Task<string> NextAsync(int eventId) => ProbeOf(eventId).NextAsync($"log event {eventId}");

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
        // Everything is kept here.
    }

    public void Dispose()
    {
        // Nothing is open.
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception);
        _entries.Enqueue((eventId.Id, text));
        ProbeOf(eventId.Id).Add(text);
    }

    private Probe<string> ProbeOf(int eventId) => _probes.GetOrAdd(eventId, static _ => new Probe<string>());
}
