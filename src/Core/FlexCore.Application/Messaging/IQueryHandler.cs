using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging;

/// <summary>Answers one kind of query. Made anew for each query, in a scope of its own.</summary>
/// <typeparam name="TQuery">The query.</typeparam>
/// <typeparam name="TResult">What it answers.</typeparam>
public interface IQueryHandler<in TQuery, TResult>
    where TQuery : IBusQuery<TResult>
    where TResult : class
{
    /// <summary>Answers a query.</summary>
    /// <param name="query">The query; it has passed its checks.</param>
    /// <param name="call">Who asks.</param>
    /// <param name="cancellationToken">Nobody waits for the answer any more.</param>
    /// <returns>The answer, or why there is none.</returns>
    Task<NodeReply<TResult>> HandleAsync(TQuery query, NodeCall call, CancellationToken cancellationToken);
}
