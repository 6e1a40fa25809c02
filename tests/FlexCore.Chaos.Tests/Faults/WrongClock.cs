using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>A node's wall clock is an hour ahead, or behind; its monotonic clock is right.</summary>
internal sealed class WrongClock : IFault
{
    private const string FileName = "faketime/libfaketimeMT.so.1";
    private static readonly string? Library = FindLibrary();

    public string Name => "F29 a node's clock is wrong by an hour";

    public string? SkipReason => Library is not null ? null : $"no /usr/lib/*/{FileName} (Debian: apt-get install faketime)";

    public async Task HappenAsync(ChaosCluster cluster, Random random)
    {
        var victim = cluster.Nodes[random.Next(cluster.Nodes.Count)];
        await victim.KillAsync();
        victim.Environment["LD_PRELOAD"] = Library ?? throw new InvalidOperationException(SkipReason);
        victim.Environment["FAKETIME"] = random.Next(2) == 0 ? "+1h" : "-1h";
        victim.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        await victim.StartAsync();
        await cluster.WhenWholeAsync();
        await RealTime.PassAsync(TimeSpan.FromSeconds(3));
        await victim.KillAsync();
        victim.Environment.Clear();
        await victim.StartAsync();
    }

    private static string? FindLibrary() =>
        Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib").Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists) : null;
}
