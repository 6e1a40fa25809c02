using System.Diagnostics;
using FlexCore.Benchmarks.Harness;

namespace FlexCore.Benchmarks.Jobs.Schedules;

/// <summary>What a process spends while 100,000 schedules wait for a time that is far away: the share of one processor that it leaves idle.</summary>
public sealed class IdleSchedulesJob : IBenchmarkJob
{
    private const int Schedules = 100_000;
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(10);

    public string Name => "schedules-100k-idle";

    public string Limit => "none: nearly all of a processor is left to others";

    public string Unit => "of a processor idle";

    public Durability Durability => Durability.D2;

    public double? RateReach => 0.98;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var store = await ScheduleStore.StartAsync(context, TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await store.CreateAsync("other", context.Amount(Schedules), TimeProvider.System.GetUtcNow().AddYears(1)).ConfigureAwait(false);
            await store.WhenPassivatedAsync().ConfigureAwait(false);
            using var process = Process.GetCurrentProcess();
            using var watch = new PeriodicTimer(Watch);

            // The first time is for what follows a load: the store's own upkeep, and the collector.
            await watch.WaitForNextTickAsync().ConfigureAwait(false);
            process.Refresh();
            var (spent, from) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
            await watch.WaitForNextTickAsync().ConfigureAwait(false);
            process.Refresh();
            return 1 - ((process.TotalProcessorTime - spent) / Stopwatch.GetElapsedTime(from));
        }
    }
}
