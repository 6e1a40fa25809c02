using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace FlexCore.Simulation.Tests;

/// <summary>Thousands of clusters with faults drawn from a seed. FLEXCORE_SIM_SEED=n replays one with its story; FLEXCORE_SIM_SEEDS=n runs so many.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    private const int SeedsDefault = 2_000;

    [Fact]
    public void Every_invariant_holds_for_every_seed()
    {
        if (Number("FLEXCORE_SIM_SEED") is { } only)
        {
            SimRun.Of(only, report: output.WriteLine).Failure.ShouldBeNull($"seed {only}");
            return;
        }

        var runs = new ConcurrentBag<SimRun>();
        Parallel.For(1, (Number("FLEXCORE_SIM_SEEDS") ?? SeedsDefault) + 1, seed => runs.Add(SimRun.Of(seed)));

        var settled = runs.Select(run => run.SettledAfter.TotalSeconds).Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs.Count} seeds, {runs.Sum(run => run.Steps):N0} steps, {runs.Sum(run => run.Acknowledged):N0} acknowledged writes, {runs.Sum(run => run.Fenced)} fenced, {runs.Sum(run => run.Downs)} members down; settled after the healing: median {settled[settled.Count / 2]:F1} s, longest {settled[^1]:F1} s"));
        var failed = runs.Where(run => run.Failure is not null).OrderBy(run => run.Seed).ToList();
        failed.ShouldBeEmpty($"{failed.Count} seeds failed. Replay one with FLEXCORE_SIM_SEED={failed.FirstOrDefault()?.Seed}:\n{string.Join('\n', failed.Take(20).Select(run => $"seed {run.Seed}: {run.Failure}"))}\n");
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
