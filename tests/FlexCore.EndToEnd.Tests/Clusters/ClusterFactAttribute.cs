using FlexCore.TestServers.Postgres;

namespace FlexCore.EndToEnd.Tests.Clusters;

/// <summary>A test that starts a cluster with the scripts: needs PostgreSQL, HAProxy and curl, and is skipped visibly elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute()
    {
        Skip = PostgresPrograms.SkipReason ?? Programs.Missing("haproxy") ?? Programs.Missing("curl");
    }
}
