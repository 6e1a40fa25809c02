using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>Sessions of the nodes are ended on the server, five times a second.</summary>
internal sealed class EndSessions : IFault
{
    public string Name => "F10 sessions are ended on the server";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        for (var i = 0; i < 15; i++)
        {
            await cluster.Postgres.ExecuteAsync("SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND random() < 0.5) AS chosen");
            await RealTime.PassAsync(TimeSpan.FromMilliseconds(200));
        }
    }
}
