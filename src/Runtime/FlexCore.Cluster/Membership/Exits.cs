using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>The words of each exit.</summary>
internal static class Exits
{
    internal static ClusterExit DeclaredDown(NodeId self, Member? row) =>
        new(
            ClusterExitReason.DeclaredDown,
            row is null
                ? $"{self} has no row in the membership table any more. Somebody removed it, or the database was restored; this process ends so that a new one can join."
                : $"{self} was declared down{Voters(row)}. This process ends so that a new one can join.");

    /// <summary>The tables were newer once: what this node knows and holds belongs to a past that the database has not had.</summary>
    internal static ClusterExit SetBack(NodeId self, TableVersions known, TableVersions found) =>
        new(
            ClusterExitReason.DeclaredDown,
            $"The database has gone back in time: {self} knows versions {known.Members} and {known.Shards} of the membership and shard tables and found {found.Members} and {found.Shards}. "
            + "A backup was restored, or a replica without the newest commits has taken over, and what was acknowledged since is gone. This process ends so that nothing of it is written from memory; end every node before a restore, and tell the restored store with 'flexcore store restored'.");

    internal static ClusterExit Left(NodeId self, int shards) =>
        new(
            ClusterExitReason.Left,
            shards == 0 ? $"{self} has left the cluster." : $"{self} has left the cluster with {shards} shards that could not be handed off in time; others take them over.");

    private static string Voters(Member row) => row.Suspicions.IsDefaultOrEmpty ? "" : $" by {string.Join(", ", row.Suspicions.Select(vote => vote.By))}";
}
