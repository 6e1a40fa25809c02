using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FlexCore.Application.Inspection;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>A log that a test writes. One reader.</summary>
internal sealed class FakeLogBook : ILogBook
{
    private readonly Channel<LogEvent> _events = Channel.CreateUnbounded<LogEvent>();
    private readonly List<LogRule> _rules = [];

    public string Life => "abc";

    public long LastNumber { get; private set; }

    public LogEventLevel LevelMin => LogEventLevel.Warning;

    public IReadOnlyList<LogRule> Rules => _rules;

    /// <summary>What the tail was opened with.</summary>
    public (LogQuery Query, int Newest, long? After)? Opened { get; private set; }

    /// <summary>Whether there is room for another rule.</summary>
    public bool IsFull { get; set; }

    public void Say(string message, string? tenant = null) =>
        _events.Writer.TryWrite(new LogEvent(++LastNumber, FakeCluster.Now, LogEventLevel.Error, 7, "FlexCore.Test", message) { Error = "because", Tenant = tenant, CorrelationId = "chain-1" });

    public async IAsyncEnumerable<LogEvent> TailAsync(LogQuery query, int newest, long? after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Opened = (query, newest, after);
        await foreach (var one in _events.Reader.ReadAllAsync(cancellationToken))
        {
            if (query.Wants(one))
            {
                yield return one;
            }
        }
    }

    public bool TrySet(string category, LogEventLevel levelMin, TimeSpan? duration)
    {
        if (!IsFull)
        {
            _rules.Add(new LogRule(category, levelMin, FakeCluster.Now + duration));
        }

        return !IsFull;
    }

    public bool Remove(string category) => _rules.RemoveAll(rule => rule.Category == category) > 0;
}
