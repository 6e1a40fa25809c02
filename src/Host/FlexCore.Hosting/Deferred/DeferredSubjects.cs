using FlexCore.Application.Nodes;
using FlexCore.Application.Privacy.Subjects;

namespace FlexCore.Hosting.Deferred;

/// <summary>Stands in for the persons until the node has started. Thread-safe.</summary>
internal sealed class DeferredSubjects(Deferred<NodeParts> node) : ISubjects
{
    public ValueTask<NodeReply<SubjectPart>> ListAsync(NodeCall call, string? after, int limit, CancellationToken cancellationToken = default) =>
        node.Value.Privacy.Subjects.ListAsync(call, after, limit, cancellationToken);

    public ValueTask<NodeReply<SubjectView>> GetAsync(NodeCall call, string subject, CancellationToken cancellationToken = default) =>
        node.Value.Privacy.Subjects.GetAsync(call, subject, cancellationToken);

    public ValueTask<NodeReply<SubjectView>> ForgetAsync(NodeCall call, string subject, string? reason, CancellationToken cancellationToken = default) =>
        node.Value.Privacy.Subjects.ForgetAsync(call, subject, reason, cancellationToken);
}
