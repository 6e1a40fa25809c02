using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary><c>kill -9</c> of a node while the server works on a snapshot that the node writes.</summary>
internal sealed class KillInSnapshot : IFault
{
    public string Name => "F2 kill -9 during a snapshot";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        ChaosNode victim;
        await using (var held = await HeldTable.HoldAsync(cluster.Postgres, "flexcore.snapshot", "%INSERT INTO snapshot%"))
        {
            victim = await held.WhenWaitingAsync(cluster);
            await victim.KillAsync();
        }

        await victim.StartAsync();
    }
}
