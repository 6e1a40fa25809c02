using FlexCore.Application.Nodes;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>Travellers who see personal values. Kept states hold them sealed, so they are forgotten there, too. Stateless and thread-safe.</summary>
/// <param name="inner">Folds.</param>
/// <param name="personal">Opens.</param>
public sealed class PersonalTimeTravel(ITimeTravel inner, IPersonalReader personal) : ITimeTravel
{
    /// <inheritdoc/>
    public async ValueTask<NodeReply<TravelState>> StateAsync(SecurityContext security, string kind, string key, TravelPoint point, CancellationToken cancellationToken = default) =>
        await OpenAsync(new EntityId(security.Tenant, kind, key), await inner.StateAsync(security, kind, key, point, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<NodeReply<TravelState>> SnapshotAsync(SecurityContext security, string kind, string key, TravelPoint point, CancellationToken cancellationToken = default) =>
        await OpenAsync(new EntityId(security.Tenant, kind, key), await inner.SnapshotAsync(security, kind, key, point, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<NodeReply<IReadOnlyList<StateSnapshot>>> ListAsync(SecurityContext security, string kind, string key, int limit, CancellationToken cancellationToken = default)
    {
        var reply = await inner.ListAsync(security, kind, key, limit, cancellationToken).ConfigureAwait(false);
        if (reply.Value is not { } kept)
        {
            return reply;
        }

        var opened = new List<StateSnapshot>(kept.Count);
        foreach (var one in kept)
        {
            opened.Add(one with { State = await personal.OpenAsync(one.Stream, one.State, cancellationToken).ConfigureAwait(false) });
        }

        return reply with { Value = opened };
    }

    private async ValueTask<NodeReply<TravelState>> OpenAsync(EntityId stream, NodeReply<TravelState> reply, CancellationToken cancellationToken) =>
        reply.Value is { } state ? reply with { Value = state with { State = await personal.OpenAsync(stream, state.State, cancellationToken).ConfigureAwait(false) } } : reply;
}
