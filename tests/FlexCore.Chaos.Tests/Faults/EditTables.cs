using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Somebody changes rows of the cluster's tables by hand and tells no one.</summary>
internal sealed class EditTables(string what, string sql) : IFault
{
    /// <summary>A living node's row is gone.</summary>
    public static EditTables Deleted { get; } = new("a member's row is deleted", "DELETE FROM flexcore.member WHERE name = '{0}' AND status <> 3");

    /// <summary>A living node's row says that its last heartbeat was an hour ago.</summary>
    public static EditTables Aged { get; } = new("a member's row is aged", "UPDATE flexcore.member SET heartbeat_at = heartbeat_at - interval '1 hour' WHERE name = '{0}'");

    /// <summary>A living node's row says that it is down, under the same version.</summary>
    public static EditTables Down { get; } = new("a member's row is set to down", "UPDATE flexcore.member SET status = 3 WHERE name = '{0}'");

    /// <summary>Shards of a living node say that nobody owns them, under a new epoch.</summary>
    public static EditTables ShardsTaken { get; } = new("shards are taken", "UPDATE flexcore.shard SET epoch = epoch + 1, owner = NULL WHERE owner LIKE '{0}@%'");

    /// <summary>Shards of a living node are assigned to nobody.</summary>
    public static EditTables ShardsUnassigned { get; } = new("shards are unassigned", "DELETE FROM flexcore.shard_assignment WHERE node LIKE '{0}@%'");

    public string Name => $"F48 {what} by hand";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var victim = cluster.Nodes[random.Next(cluster.Nodes.Count)];
        await cluster.Postgres.ExecuteAsync(sql.Replace("{0}", victim.Name, StringComparison.Ordinal));
        await RealTime.PassAsync(TimeSpan.FromSeconds(2));
    }
}
