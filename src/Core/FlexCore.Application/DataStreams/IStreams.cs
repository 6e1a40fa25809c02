using FlexCore.Application.Nodes;

namespace FlexCore.Application.DataStreams;

/// <summary>The streams of a node: what runs of its published pipelines. A stream has the key of its pipeline.</summary>
/// <remarks>
/// Expected refusals are values. A started stream is started again by the node after a stop or crash, until it is stopped here or ends. Faults as in
/// <see cref="Pipelines.IPipelines"/>. Thread-safe.
/// </remarks>
public interface IStreams
{
    /// <summary>Creates and publishes a pipeline from a document without mistakes, and starts its stream unless the request says otherwise.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="request">What to create.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<StreamView>> CreateAsync(NodeCall call, CreateStream request, CancellationToken cancellationToken = default);

    /// <summary>Starts a stream that is not at work. A stopped one goes on at its checkpoint with its version; any other takes the newest version.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The stream.</param>
    /// <param name="request">How.</param>
    /// <param name="cancellationToken">Stops waiting; the change may still happen.</param>
    Task<NodeReply<StreamView>> StartAsync(NodeCall call, string key, StartStream request, CancellationToken cancellationToken = default);

    /// <summary>Stops a stream: reading ends, records in flight finish, a checkpoint is taken. Waits for that.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The stream.</param>
    /// <param name="cancellationToken">Stops waiting; the stop still happens.</param>
    Task<NodeReply<StreamView>> StopAsync(NodeCall call, string key, CancellationToken cancellationToken = default);

    /// <summary>Stops a stream if it is at work, and starts it with the newest version.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The stream.</param>
    /// <param name="request">How to start it.</param>
    /// <param name="cancellationToken">Stops waiting; the restart still happens.</param>
    Task<NodeReply<StreamView>> RestartAsync(NodeCall call, string key, StartStream request, CancellationToken cancellationToken = default);

    /// <summary>One stream.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The stream.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<StreamView>> GetAsync(NodeCall call, string key, CancellationToken cancellationToken = default);

    /// <summary>The tenant's streams, by key.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<Page<StreamView>> ListAsync(NodeCall call, PageQuery query, CancellationToken cancellationToken = default);

    /// <summary>The run at work, for live views such as taps and operator figures.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The stream.</param>
    /// <param name="partition">The partition of a spread stream, or <see langword="null"/> for a stream that has none.</param>
    /// <returns>The run, or <see langword="null"/> when none is at work on this node. It may end at any moment; do not dispose it.</returns>
    Streams.IStreamRun? FindRun(NodeCall call, string key, int? partition = null);

    /// <summary>The history of the stream's runs, the newest event first.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="key">The stream.</param>
    /// <param name="query">Which part; status and text do not apply.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<Page<HistoryEntry>>> HistoryAsync(NodeCall call, string key, PageQuery query, CancellationToken cancellationToken = default);
}
