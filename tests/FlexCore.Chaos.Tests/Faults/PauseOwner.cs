using FlexCore.Chaos.Tests.Servers;
using FlexCore.Chaos.Tests.Workload;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>SIGSTOP of the node that owns a loaded entity for longer than its membership lasts, then SIGCONT: what waits in it must not become a stale write.</summary>
internal sealed class PauseOwner : IFault
{
    public string Name => "F4 SIGSTOP of an owner beyond its time";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var owner = random.Next(3) switch
        {
            0 => await cluster.OwnerAsync("event-topic", TopicLoad.ATopic),
            1 => await cluster.OwnerAsync("data-stream", TopicLoad.AStream),
            _ => await SpreadLoad.OwnerAsync(cluster, random),
        };
        owner.Pause();
        await RealTime.PassAsync(ChaosCluster.MemberTtl * (1.2 + random.NextDouble()));
        owner.Resume();
    }
}
