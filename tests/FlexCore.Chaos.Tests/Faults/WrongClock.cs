using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>A node's wall clock is wrong, or runs at another pace; its monotonic clock is right.</summary>
/// <param name="what">How it is wrong, for people.</param>
/// <param name="faketime">The same for libfaketime.</param>
/// <param name="isAlone">Whether the others are killed meanwhile, so that it leads and fires.</param>
internal sealed class WrongClock(string what, string faketime, bool isAlone = true) : IFault
{
    private const string FileName = "faketime/libfaketimeMT.so.1";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);
    private static readonly string? Library = FindLibrary();

    /// <summary>One of three is an hour ahead.</summary>
    public static WrongClock One { get; } = new("is an hour ahead", "+1h", isAlone: false);

    public static WrongClock Ahead { get; } = new("is an hour ahead, and it leads", "+1h");

    public static WrongClock Behind { get; } = new("is an hour behind, and it leads", "-1h");

    public static WrongClock Double { get; } = new("runs at double pace, and it leads", "+0 x2");

    public string Name => $"F29 a node's clock {what}";

    public string? SkipReason => Library is not null ? null : $"no /usr/lib/*/{FileName} (Debian: apt-get install faketime)";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var victim = cluster.Nodes[random.Next(cluster.Nodes.Count)];
        await victim.KillAsync();
        victim.Environment["LD_PRELOAD"] = Library ?? throw new InvalidOperationException(SkipReason);
        victim.Environment["FAKETIME"] = faketime;
        victim.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        await victim.StartAsync();
        await cluster.WhenWholeAsync();

        await (isAlone ? LeadAsync(cluster, victim) : RealTime.PassAsync(Duration));
        await victim.KillAsync();
        victim.Environment.Clear();
        await victim.StartAsync();
    }

    // The others come back to one whose decisions were made under the wrong clock.
    private static async Task LeadAsync(ChaosCluster cluster, ChaosNode victim)
    {
        ChaosNode[] others = [.. cluster.Nodes.Where(node => node != victim)];
        await Task.WhenAll(others.Select(node => node.KillAsync()));
        await RealTime.UntilAsync($"{victim.Name} runs the scheduler", RealTime.Patience, async () => await cluster.HolderAsync(ChaosCluster.Scheduler) == victim ? null : "it does not");
        await RealTime.PassAsync(Duration);
        await Task.WhenAll(others.Select(node => node.StartAsync()));
        await cluster.WhenWholeAsync();
    }

    private static string? FindLibrary() =>
        Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib").Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists) : null;
}
