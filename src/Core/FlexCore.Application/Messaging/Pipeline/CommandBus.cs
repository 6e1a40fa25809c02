using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>The command bus of a node. Stateless beside its runner; thread-safe.</summary>
public sealed class CommandBus : ICommandBus
{
    private readonly MessageRunner _runner;

    /// <summary>Creates the bus.</summary>
    /// <param name="runner">Takes commands through their steps.</param>
    public CommandBus(MessageRunner runner)
    {
        ArgumentNullException.ThrowIfNull(runner);
        _runner = runner;
        Commands = runner.Catalog.Of(MessageKind.Command);
    }

    /// <inheritdoc/>
    public IReadOnlyList<MessageDescription> Commands { get; }

    /// <inheritdoc/>
    public async Task<CommandAnswer<TResult>> SendAsync<TResult>(NodeCall call, IBusCommand<TResult> command, CancellationToken cancellationToken = default)
        where TResult : class
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(command);
        var flow = new MessageFlow(_runner.Catalog.Require(command.GetType()), call, call.IdempotencyKey ?? _runner.NewId()) { Content = command };
        return Answer(flow.Id, await RunAsync(flow, cancellationToken).ConfigureAwait(false), static value => (TResult)value);
    }

    /// <inheritdoc/>
    public async Task<CommandAnswer<JsonResult>> SendAsync(NodeCall call, string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(name);
        var id = call.IdempotencyKey ?? _runner.NewId();
        if (_runner.Catalog.Find(MessageKind.Command, name) is not { } registration)
        {
            return new CommandAnswer<JsonResult>(id, null, _runner.Catalog.Unknown(MessageKind.Command, name));
        }

        var outcome = await RunAsync(new MessageFlow(registration, call, id) { Body = body }, cancellationToken).ConfigureAwait(false);
        return Answer(id, outcome, value => new JsonResult(registration.EncodeResult(value)));
    }

    // A command that has begun runs to its end: half of one helps nobody, and what waits for it may give up.
    private Task<MessageOutcome> RunAsync(MessageFlow flow, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _runner.RunAsync(flow, CancellationToken.None).WaitAsync(cancellationToken);
    }

    private static CommandAnswer<T> Answer<T>(string id, MessageOutcome outcome, Func<object, T> show)
        where T : class => new(id, outcome.Value is { } value ? show(value) : null, outcome.Refusal)
        {
            Effects = outcome.Effects,
            Token = outcome.Token,
            IsReplay = outcome.IsReplay,
            Findings = outcome.Findings,
            Field = outcome.Field,
        };
}
