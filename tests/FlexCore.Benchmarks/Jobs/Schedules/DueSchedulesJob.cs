using FlexCore.Application.EventTopics;
using FlexCore.Application.Nodes;
using FlexCore.Application.Schedules;
using FlexCore.Benchmarks.Harness;
using FlexCore.Domain;
using FlexCore.Domain.Schedules;
using FlexCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlexCore.Benchmarks.Jobs.Schedules;

/// <summary>Many schedules, of which some are due at one instant: from that instant until the record of the last firing is durable in its topic.</summary>
public sealed class DueSchedulesJob : IBenchmarkJob
{
    private const int Due = 5_000;
    private const int Others = 95_000;
    private const int Callers = 256;
    private static readonly NodeCall Call = new(SecurityContext.Development, "benchmark");

    public string Name => "schedules-5k-of-100k-due-at-once";

    public string Limit => "none: all 5,000 must have fired within 2 s";

    public string Unit => "firings/s";

    public Durability Durability => Durability.D2;

    public double? RateReach => 2_500;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddFlexCore(flexcore => flexcore.UseSqlite(context.NewFolder()));
        using var host = builder.Build();
        await host.StartAsync().ConfigureAwait(false);
        var schedules = host.Services.GetRequiredService<ISchedules>();
        var clock = TimeProvider.System;
        await CreateAsync(schedules, "other", context.Amount(Others), clock.GetUtcNow().AddYears(1)).ConfigureAwait(false);
        var due = context.Amount(Due);
        var at = clock.GetUtcNow().AddSeconds(4);
        await CreateAsync(schedules, "due", due, at).ConfigureAwait(false);
        if (clock.GetUtcNow() >= at)
        {
            throw new InvalidOperationException("The schedules were not created before they were due. Run on a quieter machine.");
        }

        var topics = host.Services.GetRequiredService<IEventTopics>();
        var records = 0;
        await foreach (var batch in topics.SubscribeAsync(SecurityContext.Development, "ticks", 0).ConfigureAwait(false))
        {
            records += batch.Count;
            if (records >= due)
            {
                break;
            }
        }

        var seconds = (clock.GetUtcNow() - at).TotalSeconds;
        await host.StopAsync().ConfigureAwait(false);
        return due / seconds;
    }

    private static Task CreateAsync(ISchedules schedules, string name, int count, DateTimeOffset at)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                var definition = new ScheduleDefinition(name, "", new ScheduleTiming { At = at }, new ScheduleTarget(ScheduleTarget.Event, "ticks", "{}"), new SchedulePolicy());
                var reply = await schedules.CreateAsync(Call, new CreateSchedule(definition) { Id = FormattableString.Invariant($"{name}-{i}") }).ConfigureAwait(false);
                if (reply.Refusal is { } refusal)
                {
                    throw new InvalidOperationException(refusal.Message);
                }
            }
        })));
    }
}
