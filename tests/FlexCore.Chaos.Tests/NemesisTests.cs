using System.Globalization;
using FlexCore.Chaos.Tests.Faults;
using FlexCore.Chaos.Tests.Servers;
using FlexCore.Chaos.Tests.Workload;
using FlexCore.TestServers.Postgres;
using Xunit.Abstractions;

namespace FlexCore.Chaos.Tests;

/// <summary>Three nodes as processes on a real PostgreSQL, under load, while a nemesis does to them what its seed says.</summary>
[NeedsPostgres]
public sealed class NemesisTests(ITestOutputHelper output)
{
    private const int DefaultSeed = 4;

    [Fact]
    public async Task Whatever_happens_acknowledged_records_are_there_once_and_in_order()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FLEXCORE_CHAOS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : DefaultSeed;
        output.WriteLine($"seed {seed}; replay it with FLEXCORE_CHAOS_SEED={seed}");
        await using var cluster = await ChaosCluster.StartAsync(seed);
        await using var load = await TopicLoad.StartAsync(cluster, seed);
        var random = new Random(seed);
        var nemesis = new Nemesis(cluster, load, random);
        var only = (Environment.GetEnvironmentVariable("FLEXCORE_CHAOS_ONLY") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var fault in FaultPlan.All(random).Where(fault => only.Length == 0 || only.Contains(fault.Name.Split(' ')[0])))
        {
            await nemesis.LetHappenAsync(fault);
            output.WriteLine($"{nemesis.Outcomes[^1]}; {load.Acknowledged} acknowledged\n    {nemesis.Outcomes[^1].Story}");
        }

        var verdicts = await load.JudgeAsync();
        foreach (var (topic, verdict) in verdicts)
        {
            output.WriteLine($"{topic}: {verdict}");
        }

        verdicts.Values.ShouldAllBe(verdict => verdict.IsGood, $"seed {seed}\n{cluster.Outputs}");
    }
}
