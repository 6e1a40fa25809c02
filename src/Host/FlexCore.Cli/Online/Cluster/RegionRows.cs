using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>Counts shards by node. Pure.</summary>
internal static class RegionRows
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["NODE", "STATUS", "OWNS", "IS TO OWN", "GETS", "GIVES AWAY"];

    /// <summary>The regions: members that are not down, others that still own shards, and nobody if some have no owner.</summary>
    /// <param name="cluster">The members.</param>
    /// <param name="list">The shards.</param>
    public static IReadOnlyList<Region> Of(ClusterInfo cluster, ShardList list)
    {
        var statuses = cluster.Members.ToDictionary(static member => member.Id, static member => member.Status, StringComparer.Ordinal);
        var named = list.Shards.SelectMany(static shard => new[] { shard.Owner, shard.Assigned }).OfType<string>();
        var nodes = statuses.Where(static pair => pair.Value != "down").Select(static pair => pair.Key).Concat(named).Distinct().Order(StringComparer.Ordinal);
        var regions = nodes.Select(node => Of(node, statuses.GetValueOrDefault(node), list.Shards)).ToList();
        var unowned = list.Shards.Count(static shard => shard.Owner is null);
        return unowned == 0 ? regions : [.. regions, new Region(null, null, unowned, list.Shards.Count(static shard => shard.Assigned is null), 0, list.Shards.Count(static shard => shard is { Owner: null, Assigned: not null }))];
    }

    /// <summary>A region.</summary>
    /// <param name="region">The region.</param>
    public static IReadOnlyList<string> Row(Region region) =>
    [
        region.Node ?? "(nobody)",
        region.Node is null ? "-" : region.Status ?? "gone",
        Amounts.Count(region.Owned),
        Amounts.Count(region.Assigned),
        Amounts.Count(region.Coming),
        Amounts.Count(region.Going),
    ];

    private static Region Of(string node, string? status, IReadOnlyList<ShardInfo> shards) => new(
        node,
        status,
        shards.Count(shard => shard.Owner == node),
        shards.Count(shard => shard.Assigned == node),
        shards.Count(shard => shard.Assigned == node && shard.Owner != node),
        shards.Count(shard => shard.Owner == node && shard.Assigned != node));
}
