using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>SIGSTOP of a node while the server works on an append of it, until the others have everything: what the stopped one holds must not keep them from it.</summary>
internal sealed class PauseInAppend : IFault
{
    public string Name => "F5 SIGSTOP of an owner inside an append";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        ChaosNode victim;
        await using (var held = await HeldTable.HoldAsync(cluster.Postgres, "flexcore.event", "%INSERT INTO event%"))
        {
            victim = await held.WhenWaitingAsync(cluster);
            victim.Pause();
        }

        try
        {
            await cluster.WhenOthersServeAllAsync(victim);
        }
        finally
        {
            victim.Resume();
        }
    }
}
