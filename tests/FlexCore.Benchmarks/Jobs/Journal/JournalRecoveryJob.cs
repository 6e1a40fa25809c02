using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using FlexCore.Application.Journal;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Benchmarks.Jobs.Journal;

/// <summary>Reads 100,000 events of one entity and parses their JSON, against a plain SELECT of such rows and the same parsing.</summary>
/// <param name="interleavedStreams">Among how many streams the events were written: 1 lies in one piece, 100 is scattered.</param>
public sealed class JournalRecoveryJob(int interleavedStreams) : IBenchmarkJob
{
    private const int EventCount = 100_000;
    private const int AppendSize = 100;

    private readonly byte[] _payload = SampleEvents.Payload(12_345);

    public string Name => $"journal-recovery-100k-of-{interleavedStreams}";

    public string Limit => "plain SELECT of version and payload of the same rows, lying in one piece, and the same JSON parse into an object";

    public Durability Durability => Durability.D2;

    public double? RatioReach => interleavedStreams == 1 ? 0.6 : null;

    private int Count(BenchmarkContext context) => context.Amount(EventCount) / (interleavedStreams == 1 ? 1 : 10) / AppendSize * AppendSize;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var count = Count(context);
        var folder = context.NewFolder();
        await FillAsync(folder, count).ConfigureAwait(false);
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder }).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var startedAt = Stopwatch.GetTimestamp();
            var (events, sum) = (0, 0L);
            await foreach (var stored in store.Journal.ReadStreamAsync(SampleEvents.Stream(0), 1).ConfigureAwait(false))
            {
                events++;
                sum += Parse(stored.Payload.Span);
            }

            var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
            return events == count && sum > 0 ? count / seconds : throw new InvalidOperationException($"Read {events} of {count} events.");
        }
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var count = Count(context);
        using var plain = new PlainSqlite(context.NewFolder());
        plain.Insert(count, 1_000, streamCount: 1, _payload);
        var startedAt = Stopwatch.GetTimestamp();
        var sum = 0L;
        plain.ReadPayloads(SampleEvents.Stream(0).StreamId, payload => sum += Parse(payload));
        return Task.FromResult<double?>(sum > 0 ? count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds : 0);
    }

    // What an event codec does: from bytes to an object with its strings.
    private static long Parse(ReadOnlySpan<byte> payload)
    {
        var parsed = JsonSerializer.Deserialize<Transfer>(payload) ?? throw new InvalidOperationException("The payload is null.");
        return parsed.Amount + parsed.Currency.Length;
    }

    private async Task FillAsync(string folder, int count)
    {
        var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder }).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var leases = await store.Leases.AcquireAllAsync("benchmark").ConfigureAwait(false);
            for (var version = 0; version < count;)
            {
                // Scattered means that another stream's event lies between any two of the entity's.
                var size = interleavedStreams == 1 ? AppendSize : 1;
                NewEvent[] events = [.. Enumerable.Repeat(new NewEvent(Guid.Empty, SampleEvents.Type, 1, _payload), size)];
                var appends = Enumerable.Range(0, interleavedStreams).Select(SampleEvents.Stream).Select(stream =>
                    store.Journal.AppendAsync(new AppendRequest(stream, leases[stream.ShardOf(leases.Count)], version, events, SampleEvents.Metadata)).AsTask());
                await Task.WhenAll(appends).ConfigureAwait(false);
                version += size;
            }
        }
    }

    private sealed record Transfer(
        [property: JsonPropertyName("amount")] int Amount,
        [property: JsonPropertyName("currency")] string Currency,
        [property: JsonPropertyName("note")] string Note,
        [property: JsonPropertyName("balance")] long Balance);
}
