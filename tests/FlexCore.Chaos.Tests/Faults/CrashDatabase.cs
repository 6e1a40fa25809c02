using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>PostgreSQL crashes and starts again.</summary>
/// <param name="times">How often, one after the other.</param>
internal sealed class CrashDatabase(int times) : IFault
{
    public string Name => times == 1 ? "F8 PostgreSQL crashes" : "F9 PostgreSQL restarts again and again";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        for (var i = 0; i < times; i++)
        {
            await cluster.Postgres.StopAsync();
            await RealTime.PassAsync(TimeSpan.FromMilliseconds(random.Next(200, 2_000)));
            await cluster.Postgres.StartAsync();
            await RealTime.PassAsync(TimeSpan.FromMilliseconds(random.Next(500, 1_500)) * (times - 1 - i));
        }
    }
}
