using System.Globalization;
using FlexCore.Application.Inspection;
using Microsoft.Extensions.Logging;

namespace FlexCore.Node.Logging;

/// <summary>Everything a node logs goes through here: it decides what is logged, writes it to one place, and keeps the newest events for those who look.</summary>
/// <remarks>Thread-safe. Disposing it disposes the place.</remarks>
public sealed class NodeLoggerFactory : ILoggerFactory
{
    private readonly ILoggerFactory _inner;
    private readonly TimeProvider _clock;
    private readonly LogRules _rules;
    private readonly LogBook _book;
    private readonly LoggerExternalScopeProvider _scopes = new();

    /// <summary>Creates the factory.</summary>
    /// <param name="inner">Where everything is written; it must write whatever it gets.</param>
    /// <param name="minimum">What is less important is left out, as long as no rule says otherwise.</param>
    /// <param name="kept">How many events are kept, from 1.</param>
    /// <param name="clock">Stamps events and ends rules.</param>
    public NodeLoggerFactory(ILoggerFactory inner, LogLevel minimum, int kept, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1);
        _inner = inner;
        _clock = clock;
        _rules = new LogRules(minimum, clock);
        _book = new LogBook(kept, _rules, clock.GetUtcNow().ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture));
    }

    /// <summary>The newest events, and what is logged.</summary>
    public ILogBook Book => _book;

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("A node logs to one place only.");

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new KeepingLogger(_inner.CreateLogger(categoryName), categoryName, _rules, _book, _scopes, _clock);

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();
}
