using System.Diagnostics;
using FlexCore.Application.EventStreams;
using FlexCore.Application.TimeTravel;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Stores;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Benchmarks.Jobs.Events;

/// <summary>The state of a stream of 100,000 events at random versions and random instants, with the states that the first read of the whole kept.</summary>
/// <param name="onPostgres">On PostgreSQL; else on SQLite.</param>
public sealed class TimeTravelJob(bool onPostgres) : IBenchmarkJob
{
    private const int EventCount = 100_000;
    private const int AppendSize = 1_000;
    private const int Looks = 1_000;
    private const string Stream = "account-1";

    public string Name => $"time-travel-100k-{(onPostgres ? "postgres" : "sqlite")}";

    public string Limit => "none; p95 below 20 ms, so at least 50/s of 1/p95";

    public string Unit => "1/p95 seconds";

    public Durability Durability => Durability.D2;

    public double? RateReach => 50;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var host = await NodeHost.StartAsync(context, onPostgres).ConfigureAwait(false);
        var travel = host.Services.GetRequiredService<ITimeTravel>();
        var begin = TimeProvider.System.GetUtcNow();
        await FillAsync(host.Services.GetRequiredService<IEventStore>()).ConfigureAwait(false);
        var took = TimeProvider.System.GetUtcNow() - begin;

        // The first read keeps every thousandth state.
        await LookAsync(travel, TravelPoint.End).ConfigureAwait(false);
        var random = new Random(20261128);
        var latencies = new double[context.Amount(Looks)];
        for (var i = 0; i < latencies.Length; i++)
        {
            var point = i % 2 == 0 ? new TravelPoint(random.Next(1, EventCount + 1), null) : new TravelPoint(null, begin + (took * (0.05 + (random.NextDouble() * 0.95))));
            latencies[i] = await LookAsync(travel, point).ConfigureAwait(false);
        }

        await host.StopAsync().ConfigureAwait(false);
        Array.Sort(latencies);
        return 1 / latencies[(int)(latencies.Length * 0.95)];
    }

    private static async Task FillAsync(IEventStore store)
    {
        for (var version = 0; version < EventCount; version += AppendSize)
        {
            ValueList<StreamEvent> events = [.. Enumerable.Range(version, AppendSize).Select(static number => new StreamEvent(
                StoreSample.Type(number), 1, FormattableString.Invariant($$"""{"amount":{{number}},"field-{{number % 20}}":"value of event {{number}}"}""")))];
            var reply = await store.AppendAsync(new EventAppend(SecurityContext.Development, Stream, version, events, "benchmark")).ConfigureAwait(false);
            if (reply.Refusal is { } refusal)
            {
                throw new InvalidOperationException(refusal.Message);
            }
        }
    }

    private static async Task<double> LookAsync(ITimeTravel travel, TravelPoint point)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var reply = await travel.StateAsync(SecurityContext.Development, EventStreamDecider.Kind, Stream, point).ConfigureAwait(false);
        return reply.Value is { Version: > 0 }
            ? Stopwatch.GetElapsedTime(startedAt).TotalSeconds
            : throw new InvalidOperationException($"No state at {point}: {reply.Refusal?.Message}");
    }
}
