namespace FlexCore.Application.Messaging.Pipeline;

/// <summary>Runs the behaviours that modules have added, in the order of the modules. Stateless and thread-safe.</summary>
/// <param name="types">The behaviours as they are looked up in the message's scope.</param>
internal sealed class ModuleBehaviour(IReadOnlyList<Type> types) : IMessageBehaviour
{
    public Task<MessageOutcome> RunAsync(MessageFlow flow, MessageNext next, CancellationToken cancellationToken) => StepAsync(flow, 0, next, cancellationToken);

    private Task<MessageOutcome> StepAsync(MessageFlow flow, int index, MessageNext last, CancellationToken cancellationToken)
    {
        if (index == types.Count)
        {
            return last(cancellationToken);
        }

        var behaviour = flow.Services.GetService(types[index]) as IMessageBehaviour
            ?? throw new InvalidOperationException($"The scope has no behaviour {types[index].Name}. A module registered it: is the scope the host's?");
        return behaviour.RunAsync(flow, token => StepAsync(flow, index + 1, last, token), cancellationToken);
    }
}
