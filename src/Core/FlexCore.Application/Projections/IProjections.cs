using FlexCore.Application.Nodes;

namespace FlexCore.Application.Projections;

/// <summary>The projections of a node or cluster and their read models.</summary>
/// <remarks>
/// Expected refusals are values; faults are <see cref="Journal.JournalException"/>s. Documents are seen by their own tenant only; changing projections is the operator's.
/// A change holds for all nodes. Thread-safe.
/// </remarks>
public interface IProjections
{
    /// <summary>Where people find the read models with SQL.</summary>
    ReadModelSource Source { get; }

    /// <summary>All projections, by name.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<ProjectionView>> ListAsync(NodeCall call, CancellationToken cancellationToken = default);

    /// <summary>One projection.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> GetAsync(NodeCall call, string name, CancellationToken cancellationToken = default);

    /// <summary>Begins a declarative projection, or builds it anew beside the old one when its document has changed.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="document">The document, YAML or JSON.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> DeclareAsync(NodeCall call, string document, CancellationToken cancellationToken = default);

    /// <summary>Removes a declarative projection with everything that it has made.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The projection as it was.</returns>
    Task<NodeReply<ProjectionView>> RemoveAsync(NodeCall call, string name, CancellationToken cancellationToken = default);

    /// <summary>Lets a projection stand still.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> PauseAsync(NodeCall call, string name, CancellationToken cancellationToken = default);

    /// <summary>Lets a projection go on that was paused or stands still because of a fault.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> ResumeAsync(NodeCall call, string name, CancellationToken cancellationToken = default);

    /// <summary>Forgets everything that a projection has made and begins at the first event. Until it has caught up, what is read is incomplete.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> ResetAsync(NodeCall call, string name, CancellationToken cancellationToken = default);

    /// <summary>Builds a projection anew beside the live one, which goes on.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="request">How.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> RebuildAsync(NodeCall call, string name, RebuildRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes a generation the one that is read.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="generation">The generation; <see langword="null"/> for the newest that can.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> SwapAsync(NodeCall call, string name, long? generation = null, CancellationToken cancellationToken = default);

    /// <summary>Forgets a generation that is not the live one.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="generation">The generation.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> ForgetAsync(NodeCall call, string name, long generation, CancellationToken cancellationToken = default);

    /// <summary>Waits until a generation has come as far as a token, or as the store has come now.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="request">The token, the generation, the patience; the rest has no meaning.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> WaitAsync(NodeCall call, string name, ReadModelRequest request, CancellationToken cancellationToken = default);

    /// <summary>The parked events of the live generation, the first thousand.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<IReadOnlyList<ParkedView>>> ParkedAsync(NodeCall call, string name, CancellationToken cancellationToken = default);

    /// <summary>Tries parked events again now.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="group">Only this group; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> RedriveAsync(NodeCall call, string name, string? group = null, CancellationToken cancellationToken = default);

    /// <summary>Gives a parked event up: it will never have an effect.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="place">Its place, <c>shard:offset</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ProjectionView>> DiscardAsync(NodeCall call, string name, string place, CancellationToken cancellationToken = default);

    /// <summary>Documents of a read model.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="request">Which part, and what must be in it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ReadModelPage>> DocumentsAsync(NodeCall call, string name, ReadModelRequest request, CancellationToken cancellationToken = default);

    /// <summary>One document of a read model.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">The projection.</param>
    /// <param name="key">Its key.</param>
    /// <param name="request">What must be in it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<NodeReply<ReadModelView>> DocumentAsync(NodeCall call, string name, string key, ReadModelRequest request, CancellationToken cancellationToken = default);
}
