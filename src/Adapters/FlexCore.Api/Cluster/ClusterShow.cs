using FlexCore.Application.Cluster;
using FlexCore.Domain;

namespace FlexCore.Api.Cluster;

/// <summary>Gives a cluster's state the shapes of the API.</summary>
internal static class ClusterShow
{
    public static ClusterInfo Cluster(ClusterState state)
    {
        var owned = state.Shards.Rows.Where(static row => row.Owner is not null).CountBy(static row => row.Owner?.ToString() ?? string.Empty).ToDictionary(StringComparer.Ordinal);
        return new ClusterInfo(
            state.Self.ToString(),
            state.Leader?.Owner.ToString(),
            state.Leader?.Epoch,
            state.IsServing,
            state.Membership.Version,
            state.Shards.Version,
            state.Shards.Rows.Count,
            state.Shards.Rows.Count(static row => row.Owner is null),
            state.Shards.Rows.Count(IsMoving),
            state.Membership.At,
            [.. state.Membership.Members.Select(member => MemberOf(member, owned.GetValueOrDefault(member.Id.ToString())))]);
    }

    public static bool IsMoving(ShardRow row) => row.Owner is not null && row.Owner != row.Assigned;

    public static ShardInfo Shard(ShardRow row) => new(row.Shard, row.Epoch, row.Owner?.ToString(), row.Assigned?.ToString());

    public static EntityPlace Place(ClusterState state, EntityId id)
    {
        var row = state.Shards.Rows[id.ShardOf(state.Shards.Rows.Count)];
        return new EntityPlace(id.ToString(), row.Shard, row.Epoch, row.Owner?.ToString(), row.Owner is { } owner ? state.Find(owner)?.HttpUrl : null);
    }

    public static LeaseInfo Lease(LeaseHolding holding) =>
        new(holding.Lease.Name, holding.Lease.Owner.ToString(), holding.Lease.Epoch, holding.Since, holding.IsHeld);

    private static MemberInfo MemberOf(Member member, int shards) => new(
        member.Id.Name,
        member.Id.Incarnation,
        ClusterFacts.NameOf(member.Status),
        member.Address.ToString(),
        member.HttpUrl,
        member.Roles,
        member.Version,
        member.StartedAt,
        member.HeartbeatAt,
        shards,
        [.. member.Suspicions.Select(static suspicion => suspicion.By.ToString())]);
}
