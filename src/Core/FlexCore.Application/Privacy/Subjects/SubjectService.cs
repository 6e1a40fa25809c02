using FlexCore.Application.Entities;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Domain;
using FlexCore.Domain.DataSubjects;

namespace FlexCore.Application.Privacy.Subjects;

/// <summary>The use cases of persons. Stateless and thread-safe.</summary>
/// <param name="store">The keys.</param>
/// <param name="ring">The keys in memory.</param>
/// <param name="records">What is on record.</param>
/// <param name="access">Who may do what.</param>
/// <param name="clock">The instants.</param>
public sealed class SubjectService(
    ISubjectKeyStore store, SubjectKeyRing ring, IEntityRegion<DataSubjectCommand, DataSubjectState> records, IEventAccess access, TimeProvider clock) : ISubjects
{
    /// <inheritdoc/>
    public async ValueTask<NodeReply<SubjectPart>> ListAsync(NodeCall call, string? after, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (access.Check(call.Security, EventAction.ReadAll, stream: null) is { } refusal)
        {
            return refusal;
        }

        limit = Math.Clamp(limit, 1, ISubjects.LimitMax);
        var tenant = call.Security.Tenant;
        var from = after is null ? null : new SubjectKey(tenant, after, Guid.Empty, "", default, default);
        var keys = await store.ListAsync(tenant, from, limit + 1, cancellationToken).ConfigureAwait(false);
        return new SubjectPart([.. keys.Take(limit).Select(SubjectView.Of)], keys.Count > limit ? keys[limit - 1].Subject : null);
    }

    /// <inheritdoc/>
    public async ValueTask<NodeReply<SubjectView>> GetAsync(NodeCall call, string subject, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var id = new EntityId(call.Security.Tenant, DataSubjectDecider.Kind, subject);
        return access.Check(call.Security, EventAction.Read, id) is { } refusal ? refusal
            : await store.FindAsync(id.Tenant, id.Key, cancellationToken).ConfigureAwait(false) is { } key ? SubjectView.Of(key)
            : NotFound(subject);
    }

    /// <inheritdoc/>
    public async ValueTask<NodeReply<SubjectView>> ForgetAsync(NodeCall call, string subject, string? reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var id = new EntityId(call.Security.Tenant, DataSubjectDecider.Kind, subject);
        if ((access.Check(call.Security, EventAction.Forget, id) ?? CheckReason(reason)) is { } refusal)
        {
            return refusal;
        }

        // First the key: what is on record must have happened. A crash in between leaves a key that is gone and no record yet; the same call makes it.
        var key = await store.ForgetAsync(id.Tenant, id.Key, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        ring.Drop(id.Tenant, id.Key);
        if (key?.ForgottenAt is not { } at)
        {
            return NotFound(subject);
        }

        var context = new CommandContext(call.Security, clock.GetUtcNow(), call.CorrelationId) { CausationId = call.CausationId };
        var reply = await records.AskAsync(id, new DataSubjectCommand.RecordForgotten(context, at, reason), cancellationToken).ConfigureAwait(false);
        return reply.Refusal is { } refused ? refused : SubjectView.Of(key);
    }

    private static Refusal? CheckReason(string? reason) => reason is { Length: 0 or > DataSubjectDecider.ReasonLengthMax }
        ? new Refusal("bad-text", $"The reason has {reason.Length} characters. Give 1 to {DataSubjectDecider.ReasonLengthMax}, or none. Nothing was forgotten.")
        : null;

    private static NodeReply<SubjectView> NotFound(string subject) => new Refusal(
        "subject-not-found", $"There is no key for the subject '{subject}': nothing of it was ever sealed here. Look at the list of subjects, and mind upper and lower case.");
}
