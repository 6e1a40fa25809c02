using FlexCore.Application.Nodes;
using FlexCore.Application.Projections;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the projections until the node has started. Thread-safe.</summary>
internal sealed class DeferredProjections(Deferred<NodeParts> node) : IProjections
{
    private IProjections Projections => node.Value.Projections;

    public ReadModelSource Source => Projections.Source;

    public Task<IReadOnlyList<ProjectionView>> ListAsync(NodeCall call, CancellationToken cancellationToken = default) =>
        Projections.ListAsync(call, cancellationToken);

    public Task<NodeReply<ProjectionView>> GetAsync(NodeCall call, string name, CancellationToken cancellationToken = default) =>
        Projections.GetAsync(call, name, cancellationToken);

    public Task<NodeReply<ProjectionView>> DeclareAsync(NodeCall call, string document, CancellationToken cancellationToken = default) =>
        Projections.DeclareAsync(call, document, cancellationToken);

    public Task<NodeReply<ProjectionView>> RemoveAsync(NodeCall call, string name, CancellationToken cancellationToken = default) =>
        Projections.RemoveAsync(call, name, cancellationToken);

    public Task<NodeReply<ProjectionView>> PauseAsync(NodeCall call, string name, CancellationToken cancellationToken = default) =>
        Projections.PauseAsync(call, name, cancellationToken);

    public Task<NodeReply<ProjectionView>> ResumeAsync(NodeCall call, string name, CancellationToken cancellationToken = default) =>
        Projections.ResumeAsync(call, name, cancellationToken);

    public Task<NodeReply<ProjectionView>> ResetAsync(NodeCall call, string name, CancellationToken cancellationToken = default) =>
        Projections.ResetAsync(call, name, cancellationToken);

    public Task<NodeReply<ProjectionView>> RebuildAsync(NodeCall call, string name, RebuildRequest request, CancellationToken cancellationToken = default) =>
        Projections.RebuildAsync(call, name, request, cancellationToken);

    public Task<NodeReply<ProjectionView>> SwapAsync(NodeCall call, string name, long? generation = null, CancellationToken cancellationToken = default) =>
        Projections.SwapAsync(call, name, generation, cancellationToken);

    public Task<NodeReply<ProjectionView>> ForgetAsync(NodeCall call, string name, long generation, CancellationToken cancellationToken = default) =>
        Projections.ForgetAsync(call, name, generation, cancellationToken);

    public Task<NodeReply<ProjectionView>> WaitAsync(NodeCall call, string name, ReadModelRequest request, CancellationToken cancellationToken = default) =>
        Projections.WaitAsync(call, name, request, cancellationToken);

    public Task<NodeReply<IReadOnlyList<ParkedView>>> ParkedAsync(NodeCall call, string name, CancellationToken cancellationToken = default) =>
        Projections.ParkedAsync(call, name, cancellationToken);

    public Task<NodeReply<ProjectionView>> RedriveAsync(NodeCall call, string name, string? group = null, CancellationToken cancellationToken = default) =>
        Projections.RedriveAsync(call, name, group, cancellationToken);

    public Task<NodeReply<ProjectionView>> DiscardAsync(NodeCall call, string name, string place, CancellationToken cancellationToken = default) =>
        Projections.DiscardAsync(call, name, place, cancellationToken);

    public Task<NodeReply<ReadModelPage>> DocumentsAsync(NodeCall call, string name, ReadModelRequest request, CancellationToken cancellationToken = default) =>
        Projections.DocumentsAsync(call, name, request, cancellationToken);

    public Task<NodeReply<ReadModelView>> DocumentAsync(NodeCall call, string name, string key, ReadModelRequest request, CancellationToken cancellationToken = default) =>
        Projections.DocumentAsync(call, name, key, request, cancellationToken);
}
