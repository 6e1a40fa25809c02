using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using FlexCore.Benchmarks.Harness;
using FlexCore.Streams.Aggregates;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;
using FlexCore.Streams.Windows;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>Counts and sums rows by a text key in one-minute windows, parsed rows in memory. One thread.</summary>
internal sealed class WindowJob : IBenchmarkJob
{
    private const int BatchRows = 4_096;
    private const int Batches = 300;
    private const long Minute = 60_000;

    private readonly Lazy<RecordBatch> _rows = new(MakeRows);

    public string Name => "window count and sum by key";

    public string Limit => "UTF-8 key to string, Dictionary with CollectionsMarshal, cleared at each new minute";

    public string Unit => "rows/s, one thread";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.5;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        AggregatePlan[] aggregates = [new("n", "count", []), new("s", "sum", [new AggregateArgument(2, Value.Undefined)])];
        var step = new WindowOperator(new WindowPlan(new KeyedPlan(0, [1], aggregates, 1), Minute, 0, 0, LatePolicy.Drop));
        var output = new RecordBatch(5);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Batches; i++)
        {
            await step.ProcessAsync(_rows.Value, output, CancellationToken.None).ConfigureAwait(false);
        }

        return Batches * (double)BatchRows / watch.Elapsed.TotalSeconds;
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        var rows = new (long Time, byte[] Key, double Number)[BatchRows];
        for (var i = 0; i < BatchRows; i++)
        {
            var cells = _rows.Value.Row(i);
            rows[i] = ((long)cells[0].AsNumber(), cells[1].Utf8Span().ToArray(), cells[2].AsNumber());
        }

        var groups = new Dictionary<string, (long Count, double Sum)>(StringComparer.Ordinal);
        var start = 0L;
        var watch = Stopwatch.StartNew();
        for (var pass = 0; pass < Batches; pass++)
        {
            foreach (ref readonly var row in rows.AsSpan())
            {
                if (row.Time >= start + Minute)
                {
                    start = row.Time - (row.Time % Minute);
                    groups.Clear();
                }

                ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, Encoding.UTF8.GetString(row.Key), out _);
                group = (group.Count + 1, group.Sum + row.Number);
            }
        }

        return Task.FromResult<double?>(Batches * (double)BatchRows / watch.Elapsed.TotalSeconds);
    }

    private static RecordBatch MakeRows()
    {
        var random = new Random(5);
        var batch = new RecordBatch(3);
        for (var i = 0; i < BatchRows; i++)
        {
            var key = Encoding.UTF8.GetBytes("/catalog/" + random.Next(500).ToString(CultureInfo.InvariantCulture));
            var cells = batch.Add(i);
            cells[0] = Value.Number(1_795_000_000_000 + i);
            cells[1] = Value.Utf8(key, 0, key.Length);
            cells[2] = Value.Number(random.Next(1_000));
        }

        return batch;
    }
}
