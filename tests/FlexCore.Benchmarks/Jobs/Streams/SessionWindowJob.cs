using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using FlexCore.Benchmarks.Harness;
using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Records;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;
using FlexCore.Streams.Windows;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>Counts and sums rows by a text key in sessions of about seven rows, parsed rows in memory. One thread.</summary>
internal sealed class SessionWindowJob : IBenchmarkJob
{
    private const int Keys = 5_000;
    private const long Gap = 2 * Keys;

    private readonly Lazy<KeyedRowsSample> _sample = new(static () => new KeyedRowsSample(batches: 200, batchRows: 4_096, keys: Keys));

    public string Name => "session windows by key";

    public string Limit => "one Dictionary of open sessions, scanned for ended ones at each gap; rows in no order";

    public string Unit => "rows/s, one thread";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.4;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        AggregatePlan[] aggregates = [new("n", "count", []), new("s", "sum", [new AggregateArgument(2, Value.Undefined)])];
        var step = new SessionOperator(new SessionPlan(new KeyedPlan(0, [1], aggregates, 1), Gap, 86_400_000, 0, 0, LatePolicy.Drop));
        var output = new RecordBatch(5);
        var sample = _sample.Value;
        var watch = Stopwatch.StartNew();
        foreach (var batch in sample.Batches)
        {
            output.Clear();
            await step.ProcessAsync(batch, output, CancellationToken.None).ConfigureAwait(false);
        }

        return sample.Rows.Length / watch.Elapsed.TotalSeconds;
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        var sample = _sample.Value;
        var open = new Dictionary<string, Session>(StringComparer.Ordinal);
        var ended = new List<(string Key, Session Session)>();
        var rows = new List<(Value Start, Value End, string Key, long Count, double Sum)>();
        var nextScan = sample.Rows[0].Time + Gap;
        var watch = Stopwatch.StartNew();
        foreach (ref readonly var row in sample.Rows.AsSpan())
        {
            if (row.Time >= nextScan)
            {
                nextScan = row.Time + Gap;
                ended.Clear();
                foreach (var (key, session) in open)
                {
                    if (session.Last + Gap <= row.Time)
                    {
                        ended.Add((key, session));
                    }
                }

                rows.Clear();
                foreach (var (key, session) in ended)
                {
                    open.Remove(key);
                    rows.Add(RowOf(key, session));
                }
            }

            var name = Encoding.UTF8.GetString(row.Key);
            ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(open, name, out var isKnown);
            if (isKnown && row.Time - own.Last >= Gap)
            {
                rows.Add(RowOf(name, own));
                own = default;
            }

            own = new Session(own.Count == 0 ? row.Time : own.Start, row.Time, own.Count + 1, own.Sum + row.Number);
        }

        return Task.FromResult<double?>(sample.Rows.Length / watch.Elapsed.TotalSeconds);
    }

    private static (Value Start, Value End, string Key, long Count, double Sum) RowOf(string key, Session session) =>
        (IsoTime.Write(session.Start), IsoTime.Write(session.Last + Gap), key, session.Count, session.Sum);

    private readonly record struct Session(long Start, long Last, long Count, double Sum);
}
