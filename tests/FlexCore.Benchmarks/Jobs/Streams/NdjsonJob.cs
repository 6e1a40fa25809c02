using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>NDJSON → filter → map → one-minute count by key → NDJSON, from file to file, per processor second.</summary>
internal sealed class NdjsonJob : IBenchmarkJob
{
    private const int Lines = 1_000_000;

    private const string Pipeline = """
        name: orders
        source: { stdin: {} }
        steps:
          - parse: json
          - filter: status == 'paid'
          - map: { cents: amount * 100, country: user.country }
          - window: { tumbling: 1m, time: ts, lateness: 1s, by: [country], aggregate: { orders: count(), cents: sum(cents) } }
        sink: { file: { path: out.ndjson } }
        """;

    public string Name => "ndjson count by key";

    public string Limit => "hand-written loop with Utf8JsonReader and Dictionary, one thread";

    public string Unit => "lines per processor second";

    public Durability Durability => Durability.D1;

    public double? RatioReach => 0.4;

    public async Task<double> MeasureAsync(BenchmarkContext context)
    {
        var lines = context.Amount(Lines);
        var loaded = PipelineLoader.Load(Pipeline);
        var definition = loaded.Definition ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
        definition = definition with { Source = new FileSourceDefinition([SampleFiles.Orders(lines)]) };

        var (_, cpu, progress) = await PipelineRun.RunAsync(definition, context.NewFolder()).ConfigureAwait(false);

        return progress.RecordsIn == lines ? lines / cpu : throw new InvalidOperationException($"{progress.RecordsIn} of {lines} lines were read.");
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        var lines = context.Amount(Lines);
        var path = SampleFiles.Orders(lines);
        var cpu = Environment.CpuUsage.TotalTime;
        using (var target = File.CreateText(Path.Combine(context.NewFolder(), "out.ndjson")))
        {
            Loop(path, target);
        }

        return Task.FromResult<double?>(lines / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    private static void Loop(string path, StreamWriter target)
    {
        const long minute = 60_000;
        var groups = new Dictionary<string, (long Orders, double Cents)>(StringComparer.Ordinal);
        var start = 0L;
        LineFile.ForEach(path, line =>
        {
            var (time, amount, paid, country) = Read(line);
            if (!paid)
            {
                return;
            }

            if (time >= start + minute)
            {
                Flush();
                start = time - (time % minute);
            }

            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, country, out _);
            group = (group.Orders + 1, group.Cents + (amount * 100));
        });
        Flush();

        void Flush()
        {
            foreach (var (country, (orders, cents)) in groups.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                target.Write(JsonSerializer.Serialize(new { window = start, country, orders, cents }) + "\n");
            }

            groups.Clear();
        }
    }

    private static (long Time, double Amount, bool Paid, string Country) Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        var (time, amount, paid, country) = (0L, 0.0, false, string.Empty);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("ts"u8))
            {
                reader.Read();
                time = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("amount"u8))
            {
                reader.Read();
                amount = reader.GetDouble();
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                paid = reader.ValueTextEquals("paid"u8);
            }
            else if (reader.ValueTextEquals("user"u8))
            {
                country = Country(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return (time, amount, paid, country);
    }

    private static string Country(ref Utf8JsonReader reader)
    {
        var country = string.Empty;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCountry = reader.ValueTextEquals("country"u8);
            reader.Read();
            country = isCountry ? Encoding.UTF8.GetString(reader.ValueSpan) : country;
        }

        return country;
    }
}
