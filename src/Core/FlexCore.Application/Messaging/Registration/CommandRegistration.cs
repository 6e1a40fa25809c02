namespace FlexCore.Application.Messaging.Registration;

/// <summary>A command and its handler.</summary>
/// <typeparam name="TCommand">The command.</typeparam>
/// <typeparam name="TResult">What its handler answers.</typeparam>
internal sealed class CommandRegistration<TCommand, TResult>(MessageShape<TCommand, TResult> shape, string module)
    : TypedRegistration<TCommand, TResult>(shape, MessageKind.Command, module, typeof(ICommandHandler<TCommand, TResult>))
    where TCommand : class, IBusCommand<TResult>
    where TResult : class
{
    internal override async Task<MessageOutcome> HandleAsync(MessageFlow flow, CancellationToken cancellationToken)
    {
        var transaction = flow.Transaction ?? throw new InvalidOperationException($"The command '{Description.Name}' has no transaction.");
        return Outcome(await Handler<ICommandHandler<TCommand, TResult>>(flow).HandleAsync((TCommand)flow.Content, transaction, cancellationToken).ConfigureAwait(false));
    }
}
