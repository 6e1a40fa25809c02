using FlexCore.Chaos.Tests.Faults;
using FlexCore.Chaos.Tests.History;
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
    public async Task Whatever_happens_acknowledged_records_are_there_once_and_in_order()
    {
        var run = ChaosRun.Read();
        output.WriteLine($"seed {run.Seed}; replay it with FLEXCORE_CHAOS_SEED={run.Seed}");
        var begin = TimeProvider.System.GetTimestamp();
        await using var cluster = await ChaosCluster.StartAsync(run.Seed);
        await using var load = await WholeLoad.StartAsync(cluster, run.Seed);
        var nemesis = new Nemesis(cluster, load, new Random(run.Seed), output.WriteLine);
        IReadOnlyDictionary<string, Verdict> verdicts = new Dictionary<string, Verdict>(StringComparer.Ordinal);
        List<string> problems = [];
        try
        {
            await nemesis.RunAsync(run);
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
            await File.WriteAllTextAsync(file, report);
            await File.WriteAllTextAsync($"{file}.nodes.log", cluster.WholeOutputs);
        }

        problems.ShouldBeEmpty($"seed {run.Seed}");
        verdicts.Values.ShouldAllBe(verdict => verdict.IsGood, $"seed {run.Seed}: {string.Join("; ", verdicts.Where(pair => !pair.Value.IsGood))}\n{cluster.Outputs}");
    }
}
