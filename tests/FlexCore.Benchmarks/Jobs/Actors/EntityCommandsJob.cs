using System.Diagnostics;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;

namespace FlexCore.Benchmarks.Jobs.Actors;

/// <summary>Durable commands to event-sourced entities: ask, decide, encode, commit, answer, with a fixed number in flight.</summary>
/// <param name="entityCount">How many entities share the commands.</param>
/// <param name="inFlight">How many callers each wait for one answer at a time.</param>
/// <param name="batch">Rows per commit of the limit.</param>
/// <param name="reach">The least share of the limit.</param>
public sealed class EntityCommandsJob(int entityCount, int inFlight, int batch, double reach) : IBenchmarkJob
{
    private readonly byte[] _payload = SampleEvents.Payload(12_345);

    /// <summary>Whether PostgreSQL keeps the events, and the limit's rows through as many connections, instead of SQLite.</summary>
    public bool OnPostgres { get; init; }

    public string Name => $"{(OnPostgres ? "postgres-" : "")}entity-commands-{entityCount}-entities-{inFlight}-in-flight";

    public string Limit => $"plain {(OnPostgres ? "PostgreSQL" : "SQLite")} inserts of the same rows, {batch} per commit";

    public string Unit => "commands/s";

    public Durability Durability => Durability.D2;

    public double? RatioReach => reach;

    private int Count => inFlight >= 1_000 && !OnPostgres ? 400_000 : 100_000;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var opened = OnPostgres
            ? await AccountRegion.OpenAsync(await PostgresBench.OpenStoreAsync().ConfigureAwait(false)).ConfigureAwait(false)
            : await AccountRegion.OpenAsync(context.NewFolder()).ConfigureAwait(false);
        await using (opened.ConfigureAwait(false))
        {
            var perCaller = context.Amount(Count) / inFlight;
            var startedAt = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, inFlight).Select(caller => Task.Run(() => CallAsync(opened, caller, perCaller)))).ConfigureAwait(false);
            return (double)perCaller * inFlight / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        }
    }

    public async Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var count = context.Amount(Count);
        if (OnPostgres)
        {
            return await PostgresBench.PlainRateAsync(count, batch, _payload).ConfigureAwait(false);
        }

        using var plain = new PlainSqlite(context.NewFolder());
        var startedAt = Stopwatch.GetTimestamp();
        plain.Insert(count, batch, entityCount, _payload);
        return count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    private async Task CallAsync(AccountRegion opened, int caller, int count)
    {
        var ids = Enumerable.Range(0, Math.Min(entityCount, 16))
            .Select(i => SampleEvents.Stream((caller + (i * inFlight)) % entityCount)).ToArray();
        for (var i = 0; i < count; i++)
        {
            var reply = await opened.Region.AskAsync(ids[i % ids.Length], new Credit(AccountDecider.Context, 12_345)).ConfigureAwait(false);
            if (!reply.IsAccepted)
            {
                throw new InvalidOperationException($"Command {i} of caller {caller} was refused: {reply.Refusal?.Message}");
            }
        }
    }
}
