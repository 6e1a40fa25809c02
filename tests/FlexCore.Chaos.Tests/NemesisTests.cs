using FlexCore.Chaos.Tests.Faults;
using FlexCore.Chaos.Tests.History;
using FlexCore.Chaos.Tests.Hosts;
using FlexCore.Chaos.Tests.Servers;
using FlexCore.Chaos.Tests.Workload;
using FlexCore.TestServers.Postgres;
using Xunit.Abstractions;

namespace FlexCore.Chaos.Tests;

/// <summary>Three nodes as processes on a real PostgreSQL, under load, while a nemesis does to them what its seed says.</summary>
[NeedsPostgres]
public sealed class NemesisTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_happens_what_was_acknowledged_is_there_once_and_in_order()
    {
        var run = ChaosRun.Read();
        await using var cluster = await ChaosCluster.StartAsync(run.Seed);
        await RunAsync(cluster, run.IsShort ? FaultPlan.Short : FaultPlan.All, run);
    }

    [NeedsHostsFact]
    public async Task Hosts_that_are_cut_off_lose_and_double_nothing_and_come_back()
    {
        // Every fault once: the other test has the time that is left.
        var run = ChaosRun.Read() with { Minutes = 0 };
        await using var hosts = await VirtualHosts.CreateAsync(ChaosCluster.Size);
        using var disks = SmallDisks.Create();
        await using var cluster = await ChaosCluster.StartAsync(run.Seed, hosts, disks);
        await RunAsync(cluster, ChaosRun.Read().IsShort ? _ => HostFaultPlan.Short() : HostFaultPlan.All, run);
    }

    private async Task RunAsync(ChaosCluster cluster, Func<Random, IReadOnlyList<IFault>> plan, ChaosRun run)
    {
        output.WriteLine($"seed {run.Seed}; replay it with FLEXCORE_CHAOS_SEED={run.Seed}");
        var begin = TimeProvider.System.GetTimestamp();
        await using var load = await WholeLoad.StartAsync(cluster, run.Seed);
        var nemesis = new Nemesis(cluster, load, new Random(run.Seed), output.WriteLine);
        IReadOnlyDictionary<string, Verdict> verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        List<string> problems = [];
        try
        {
            await nemesis.RunAsync(plan, run);
            verdicts = await load.JudgeAsync();
            problems.AddRange(await JournalAudit.FindAsync(cluster.Postgres));
        }
        catch (Exception error)
        {
            // What was seen until here belongs into the report, and the test fails with it below.
            problems.Add($"{error}");
            output.WriteLine(cluster.Outputs);
        }

        var report = ChaosReport.Write(run, TimeProvider.System.GetElapsedTime(begin), nemesis.Outcomes, verdicts, problems);
        output.WriteLine(report);
        if (run.ReportFile is { } file)
        {
            await File.AppendAllTextAsync(file, $"{report}\n");
            await File.AppendAllTextAsync($"{file}.nodes.log", cluster.WholeOutputs);
        }

        problems.ShouldBeEmpty($"seed {run.Seed}");
        verdicts.Values.ShouldAllBe(verdict => verdict.IsGood, $"seed {run.Seed}: {string.Join("; ", verdicts.Where(pair => !pair.Value.IsGood))}\n{cluster.Outputs}");
    }
}
