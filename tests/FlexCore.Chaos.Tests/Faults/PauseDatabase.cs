using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>PostgreSQL hangs: its connections stay open and nothing answers, for longer than a membership lasts.</summary>
internal sealed class PauseDatabase : IFault
{
    public string Name => "F14 PostgreSQL hangs";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        await cluster.Postgres.PauseAsync();
        await RealTime.PassAsync(ChaosCluster.MemberTtl * (1 + (random.NextDouble() / 2)));
        await cluster.Postgres.ResumeAsync();
    }
}
