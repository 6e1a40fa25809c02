using FlexCore.Chaos.Tests.Servers;
using FlexCore.Testing.Network;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary><c>kill -9</c> of a node between the commit of an append and its answer: the append waits on the server until the way of its answer is shut.</summary>
internal sealed class KillBeforeAnswer : IFault
{
    public string Name => "F3 kill -9 between commit and answer";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        ChaosNode victim;
        FaultProxy link;
        await using (var held = await HeldTable.HoldAsync(cluster.Postgres, "flexcore.event", "%INSERT INTO event%"))
        {
            victim = await held.WhenWaitingAsync(cluster);
            link = cluster.DatabaseLinks[cluster.NumberOf(victim)];
            link.ToClient = new LinkFaults { IsStalled = true };
            await held.ReleaseAsync();
            await held.WhenDoneAsync();
        }

        await victim.KillAsync();
        link.ToClient = LinkFaults.None;
        await victim.StartAsync();
    }
}
