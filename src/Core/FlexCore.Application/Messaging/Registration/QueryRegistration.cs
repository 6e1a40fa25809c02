namespace FlexCore.Application.Messaging.Registration;

/// <summary>A query and its handler.</summary>
/// <typeparam name="TQuery">The query.</typeparam>
/// <typeparam name="TResult">What its handler answers.</typeparam>
internal sealed class QueryRegistration<TQuery, TResult>(MessageShape<TQuery, TResult> shape, string module)
    : TypedRegistration<TQuery, TResult>(shape, MessageKind.Query, module, typeof(IQueryHandler<TQuery, TResult>))
    where TQuery : class, IBusQuery<TResult>
    where TResult : class
{
    internal override async Task<MessageOutcome> HandleAsync(MessageFlow flow, CancellationToken cancellationToken) =>
        Outcome(await Handler<IQueryHandler<TQuery, TResult>>(flow).HandleAsync((TQuery)flow.Content, flow.Call, cancellationToken).ConfigureAwait(false));
}
