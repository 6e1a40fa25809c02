using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>The query bus of a node. Stateless beside its runner; thread-safe.</summary>
public sealed class QueryBus : IQueryBus
{
    private readonly MessageRunner _runner;

    /// <summary>Creates the bus.</summary>
    /// <param name="runner">Takes queries through their steps.</param>
    public QueryBus(MessageRunner runner)
    {
        ArgumentNullException.ThrowIfNull(runner);
        _runner = runner;
        Queries = runner.Catalog.Of(MessageKind.Query);
    }

    /// <inheritdoc/>
    public IReadOnlyList<MessageDescription> Queries { get; }

    /// <inheritdoc/>
    public async Task<NodeReply<TResult>> AskAsync<TResult>(NodeCall call, IBusQuery<TResult> query, QueryReading? reading = null, CancellationToken cancellationToken = default)
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(query);
        var flow = new MessageFlow(_runner.Catalog.Require(query.GetType()), call, _runner.NewId()) { Content = query, Reading = reading };
        return Answer(await _runner.RunAsync(flow, cancellationToken).ConfigureAwait(false), static value => (TResult)value);
    }

    /// <inheritdoc/>
    public async Task<NodeReply<JsonResult>> AskAsync(NodeCall call, string name, ReadOnlyMemory<byte> body, QueryReading? reading = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(name);
        if (_runner.Catalog.Find(MessageKind.Query, name) is not { } registration)
        {
            return _runner.Catalog.Unknown(MessageKind.Query, name);
        }

        var flow = new MessageFlow(registration, call, _runner.NewId()) { Body = body, Reading = reading };
        return Answer(await _runner.RunAsync(flow, cancellationToken).ConfigureAwait(false), value => new JsonResult(registration.EncodeResult(value)));
    }

    private static NodeReply<T> Answer<T>(MessageOutcome outcome, Func<object, T> show)
        where T : class => new(outcome.Value is { } value ? show(value) : null, outcome.Refusal) { Findings = outcome.Findings, Field = outcome.Field };
}
