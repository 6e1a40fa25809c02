using FlexCore.Application.Inspection;
using Microsoft.Extensions.Logging;

namespace FlexCore.Node.Logging;

/// <summary>The logger of one category: keeps what it logs in the book, too. Thread-safe.</summary>
internal sealed class KeepingLogger(ILogger inner, string category, LogRules rules, LogBook book, IExternalScopeProvider scopes, TimeProvider clock) : ILogger
{
    // A logger that does nothing with scopes hands out the same each time; then none are kept here either, and they cost nothing.
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state) is { } begun ? new KeptScope(begun, scopes.Push(state)) : null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= rules.MinimumOf(category) && inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        inner.Log(logLevel, eventId, state, exception, formatter);
        var message = formatter(state, exception);
        var known = new ScopeValues();
        scopes.ForEachScope(static (scope, known) => known.Take(scope), known);
        book.Add(new LogEvent(0, clock.GetUtcNow(), (LogEventLevel)logLevel, eventId.Id, category, message.Length > LogBook.MessageLengthMax ? message[..LogBook.MessageLengthMax] : message)
        {
            Error = exception?.Message is { Length: > LogBook.MessageLengthMax } error ? error[..LogBook.MessageLengthMax] : exception?.Message,
            Tenant = known.Tenant,
            CorrelationId = known.CorrelationId,
        });
    }

    private sealed class KeptScope(IDisposable inner, IDisposable own) : IDisposable
    {
        public void Dispose()
        {
            own.Dispose();
            inner.Dispose();
        }
    }

    private sealed class ScopeValues
    {
        public string? Tenant { get; private set; }

        public string? CorrelationId { get; private set; }

        public void Take(object? scope)
        {
            foreach (var (name, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                Tenant = name == "Tenant" ? value?.ToString() : Tenant;
                CorrelationId = name == "CorrelationId" ? value?.ToString() : CorrelationId;
            }
        }
    }
}
