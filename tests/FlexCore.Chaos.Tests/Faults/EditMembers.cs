using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Somebody changes rows of the membership by hand and tells no one.</summary>
internal sealed class EditMembers(string what, string sql) : IFault
{
    /// <summary>A living node's row is gone.</summary>
    public static EditMembers Deleted { get; } = new("deleted", "DELETE FROM flexcore.member WHERE name = '{0}' AND status <> 3");

    /// <summary>A living node's row says that its last heartbeat was an hour ago.</summary>
    public static EditMembers Aged { get; } = new("aged", "UPDATE flexcore.member SET heartbeat_at = heartbeat_at - interval '1 hour' WHERE name = '{0}'");

    /// <summary>A living node's row says that it is down, under the same version.</summary>
    public static EditMembers Down { get; } = new("set to down", "UPDATE flexcore.member SET status = 3 WHERE name = '{0}'");

    public string Name => $"F48 a member's row is {what} by hand";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var victim = cluster.Nodes[random.Next(cluster.Nodes.Count)];
        await cluster.Postgres.ExecuteAsync(sql.Replace("{0}", victim.Name, StringComparison.Ordinal));
        await RealTime.PassAsync(TimeSpan.FromSeconds(2));
    }
}
