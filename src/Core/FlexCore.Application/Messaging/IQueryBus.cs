using FlexCore.Application.Nodes;

namespace FlexCore.Application.Messaging;

/// <summary>Takes queries to their handlers: trace, metrics, access, checks, wait for the caller's own writes, handler. Thread-safe.</summary>
public interface IQueryBus
{
    /// <summary>The queries that have a handler, by name.</summary>
    IReadOnlyList<MessageDescription> Queries { get; }

    /// <summary>Asks a query.</summary>
    /// <typeparam name="TResult">What its handler answers.</typeparam>
    /// <param name="call">Who asks.</param>
    /// <param name="query">The query.</param>
    /// <param name="reading">What the answer must have seen.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<TResult>> AskAsync<TResult>(NodeCall call, IBusQuery<TResult> query, QueryReading? reading = null, CancellationToken cancellationToken = default)
        where TResult : class;

    /// <summary>Asks a query by its name.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The query's name.</param>
    /// <param name="body">The query as a JSON object in UTF-8; empty for one without members.</param>
    /// <param name="reading">What the answer must have seen.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The answer as JSON. An unknown name is the refusal <c>unknown-query</c>.</returns>
    Task<NodeReply<JsonResult>> AskAsync(NodeCall call, string name, ReadOnlyMemory<byte> body, QueryReading? reading = null, CancellationToken cancellationToken = default);
}
