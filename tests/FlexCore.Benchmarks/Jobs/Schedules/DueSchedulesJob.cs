using FlexCore.Application.EventTopics;
using FlexCore.Benchmarks.Harness;
using FlexCore.Domain;

namespace FlexCore.Benchmarks.Jobs.Schedules;

/// <summary>Many schedules, of which some are due at one instant: from that instant until the record of the last firing is durable in its topic.</summary>
/// <param name="inMemory">Whether the schedules are in memory when they become due; else every one has left it, as schedules have that are due once a day.</param>
public sealed class DueSchedulesJob(bool inMemory) : IBenchmarkJob
{
    private const int Due = 5_000;
    private const int Others = 95_000;

    // Long enough to create the due ones, and for them to leave memory again.
    private static readonly TimeSpan LeadInMemory = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(15);

    public string Name => $"schedules-5k-of-100k-due-at-once{(inMemory ? "" : "-passivated")}";

    public string Limit => "none: all 5,000 must have fired within 2 s";

    public string Unit => "firings/s";

    public Durability Durability => Durability.D2;

    public double? RateReach => 2_500;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var store = await ScheduleStore.StartAsync(context, inMemory ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var clock = TimeProvider.System;
            await store.CreateAsync("other", context.Amount(Others), clock.GetUtcNow().AddYears(1)).ConfigureAwait(false);
            var due = context.Amount(Due);
            var at = clock.GetUtcNow() + (inMemory ? LeadInMemory : Lead);
            await store.CreateAsync("due", due, at).ConfigureAwait(false);
            if (!inMemory)
            {
                await store.WhenPassivatedAsync().ConfigureAwait(false);
            }

            if (clock.GetUtcNow() >= at)
            {
                throw new InvalidOperationException("The schedules were not created and at rest before they were due. Run on a quieter machine.");
            }

            return due / await FiredAfterAsync(store, at, due).ConfigureAwait(false);
        }
    }

    private static async Task<double> FiredAfterAsync(ScheduleStore store, DateTimeOffset at, int due)
    {
        var records = 0;
        await foreach (var batch in store.Get<IEventTopics>().SubscribeAsync(SecurityContext.Development, "ticks", 0).ConfigureAwait(false))
        {
            records += batch.Count;
            if (records >= due)
            {
                break;
            }
        }

        return (TimeProvider.System.GetUtcNow() - at).TotalSeconds;
    }
}
