using System.Diagnostics;
using System.Globalization;
using FlexCore.Benchmarks.Harness;

namespace FlexCore.Benchmarks.Jobs.AccessLog;

/// <summary>The access-log example over a large log, as a user runs it: a process of its own, checkpoints and final flush included.</summary>
public sealed class AccessLogJob(Rival rival, double reach) : IBenchmarkJob
{
    private const int Lines = 2_000_000;

    // Both rivals count per minute: status classes, paths, and percentiles from histograms of 5 % width. They skip the checks and the dead letters.
    private const string Awk = """
        { m = substr($4, 2, 17); n[m]++; s[m, int($9 / 100)]++; q = index($7, "?"); p[m, q ? substr($7, 1, q - 1) : $7]++;
          if ($10 > 0) hb[m, int(log($10) * 20)]++; if ($NF > 0) hl[m, int(log($NF) * 20)]++ }
        function quantile(h, m, lo, hi,    i, c, t) { for (i = lo; i <= hi; i++) t += h[m, i]; for (i = lo; i <= hi; i++) { c += h[m, i]; if (c >= t * 0.95) return exp(i / 20) } }
        END { for (k in p) { split(k, a, SUBSEP); if (p[k] > top[a[1]]) { top[a[1]] = p[k]; best[a[1]] = a[2] } }
          for (m in n) print m, n[m], s[m, 2] + 0, s[m, 3] + 0, s[m, 4] + 0, s[m, 5] + 0, quantile(hb, m, 0, 400), quantile(hl, m, -200, 200), best[m], top[m] }
        """;

    private const string Miller = """
        if (typeof($9) == "int" && is_present($12)) {
          $latency = $[[[NF]]]; $m = substr($4, 1, 17); if ($10 != "-") { $bytes = $10 }
          @status[$m][string($9 // 100)] += 1; @paths[$m][sub($7, "[?].*", "")] += 1;
        }
        end { emit > "status.json", @status, "m"; emit > "paths.json", @paths, "m" }
        """;

    public string Name => "access-log-vs-" + rival.ToString().ToLowerInvariant();

    public string Limit => rival switch
    {
        Rival.Loop => "hand-written single-threaded C# loop, in process and warm, same checks and same result",
        Rival.Miller => "mlr: status counts, path counts, p95 of size and latency per minute",
        _ => "mawk: status counts, busiest path, p95 of size and latency per minute",
    };

    public string Unit => "lines/s";

    public Durability Durability => Durability.D2;

    public double? RatioReach => reach;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var lines = context.Amount(Lines);
        var folder = context.NewFolder();
        var run = await ProcessRun.FlexcoreAsync(folder, AccessLogPipeline.Arguments(folder, AccessLogFile.Ensure(lines))).ConfigureAwait(false);
        return lines / run.Elapsed.TotalSeconds;
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var lines = context.Amount(Lines);
        var log = AccessLogFile.Ensure(lines);
        var folder = context.NewFolder();
        return rival switch
        {
            Rival.Loop => lines / await LoopAsync(log, folder).ConfigureAwait(false),
            Rival.Miller => await ToolAsync(folder, lines, "mlr", "--inidx", "--ifs", " ", "--ojsonl", "put", Miller, "then", "stats1", "-a", "count,p95", "-f", "bytes,latency", "-g", "m", log).ConfigureAwait(false),
            _ => await ToolAsync(folder, lines, "mawk", Awk, log).ConfigureAwait(false),
        };
    }

    private static async Task<double> LoopAsync(string log, string folder)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await Task.Run(() => new AccessLogLoop().Run(log, Path.Combine(folder, "per-minute.ndjson"))).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    private static async Task<double?> ToolAsync(string folder, int lines, string program, params string[] arguments)
    {
        if (!ProcessRun.Exists(program))
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{program} is not installed: no figure beside ours")).ConfigureAwait(false);
            return null;
        }

        return lines / (await ProcessRun.StartAsync(folder, program, arguments).ConfigureAwait(false)).Elapsed.TotalSeconds;
    }
}
