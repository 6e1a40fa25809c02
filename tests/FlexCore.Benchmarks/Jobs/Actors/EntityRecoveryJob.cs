using System.Diagnostics;
using System.Text.Json;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;

namespace FlexCore.Benchmarks.Jobs.Actors;

/// <summary>Loads an entity from 100,000 events without a snapshot, against reading the same rows with plain SQLite and parsing their JSON.</summary>
public sealed class EntityRecoveryJob : IBenchmarkJob
{
    private const int EventCount = 100_000;

    private readonly byte[] _payload = SampleEvents.Payload(12_345);

    public string Name => "entity-recovery-100k-events";

    public string Limit => "plain SELECT of the same rows, and the same JSON parse";

    public Durability Durability => Durability.D2;

    public double? RatioReach => 0.6;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = context.NewFolder();
        var count = context.Amount(EventCount);
        var writing = await AccountRegion.OpenAsync(folder).ConfigureAwait(false);
        await using (writing.ConfigureAwait(false))
        {
            // Fewer at once than the mailbox holds.
            for (var written = 0; written < count; written += 1_000)
            {
                var asks = Enumerable.Range(0, Math.Min(1_000, count - written))
                    .Select(_ => writing.Region.AskAsync(SampleEvents.Stream(0), new Credit(AccountDecider.Context, 12_345)).AsTask());
                await Task.WhenAll(asks).ConfigureAwait(false);
            }
        }

        var opened = await AccountRegion.OpenAsync(folder).ConfigureAwait(false);
        await using (opened.ConfigureAwait(false))
        {
            var startedAt = Stopwatch.GetTimestamp();
            var view = await opened.Region.ReadAsync(SampleEvents.Stream(0)).ConfigureAwait(false);
            var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
            return view.Version == count && view.State.Balance == count * 12_345L
                ? count / seconds
                : throw new InvalidOperationException($"The entity was recovered at version {view.Version} of {count}.");
        }
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var count = context.Amount(EventCount);
        using var plain = new PlainSqlite(context.NewFolder());
        plain.Insert(count, 1_000, streamCount: 1, _payload);
        var startedAt = Stopwatch.GetTimestamp();
        var sum = 0L;
        plain.ReadPayloads(SampleEvents.Stream(0).StreamId, payload => sum += Parse(payload));
        return Task.FromResult<double?>(sum > 0 ? count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds : 0);
    }

    private static long Parse(ReadOnlySpan<byte> payload) =>
        JsonSerializer.Deserialize(payload, AccountJson.Default.Credited)?.Amount ?? throw new InvalidOperationException("A row could not be parsed.");
}
