using System.Diagnostics;
using System.Text.Json;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Records;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>Takes three of seven fields out of NDJSON lines in memory. One thread.</summary>
internal sealed class JsonProjectionJob : IBenchmarkJob
{
    private const int Lines = 200_000;
    private const int Passes = 5;

    private readonly Lazy<byte[]> _text = new(() => SampleRecords.Orders(Lines));

    public string Name => "parse json, 3 of 7 fields";

    public string Limit => "Utf8JsonReader over each line, ValueTextEquals, Skip";

    public string Unit => "lines/s, one thread";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 1.0;

    public Task<double> MeasureAsync(BenchmarkContext context)
    {
        var chunks = ChunkedLines.Of(_text.Value);
        FieldSlot[] fields = [new("ts", 0), new("amount", 1), new("status", 2)];
        var parser = new JsonRecordParser(new ParseTarget(fields, RecordLayout.NoOrigin));
        var batch = new RecordBatch(3);
        var sum = 0.0;
        var watch = Stopwatch.StartNew();
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var chunk in chunks)
            {
                batch.Reset(chunk);
                for (var i = 0; i < chunk.Count; i++)
                {
                    var row = batch.Row(i);
                    if (parser.TryParse(chunk, i, row, out _))
                    {
                        sum += row[0].AsNumber() + row[1].AsNumber() + row[2].Utf8Span().Length;
                    }
                }
            }
        }

        GC.KeepAlive(sum);
        return Task.FromResult(Lines * Passes / watch.Elapsed.TotalSeconds);
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        var chunks = ChunkedLines.Of(_text.Value);
        var sum = 0.0;
        var watch = Stopwatch.StartNew();
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var chunk in chunks)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    sum += OneLine(chunk.Span(i));
                }
            }
        }

        GC.KeepAlive(sum);
        return Task.FromResult<double?>(Lines * Passes / watch.Elapsed.TotalSeconds);
    }

    private static double OneLine(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        var sum = 0.0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNumber = reader.ValueTextEquals("ts"u8) || reader.ValueTextEquals("amount"u8);
            var isStatus = !isNumber && reader.ValueTextEquals("status"u8);
            reader.Read();
            if (isNumber)
            {
                sum += reader.GetDouble();
            }
            else if (isStatus)
            {
                sum += reader.ValueSpan.Length;
            }
            else
            {
                reader.Skip();
            }
        }

        return sum;
    }
}
