using System.Buffers.Text;
using System.Diagnostics;
using FlexCore.Benchmarks.Harness;
using FlexCore.Benchmarks.Limits;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Records;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>Parses access log lines in memory for the example's fields: time, path, status, bytes. One thread.</summary>
internal sealed class CombinedParseJob : IBenchmarkJob
{
    private const int Lines = 200_000;
    private const int Passes = 5;

    private readonly Lazy<byte[]> _text = new(() => SampleRecords.AccessLog(Lines));

    public string Name => "parse combined";

    public string Limit => "hand-written loop that finds the same four fields by IndexOf and checks nothing else";

    public string Unit => "lines/s, one thread";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.35;

    public Task<double> MeasureAsync(BenchmarkContext context)
    {
        var chunks = ChunkedLines.Of(_text.Value);
        FieldSlot[] fields = [new("time", 0), new("path", 1), new("status", 2), new("bytes", 3)];
        var parser = new AccessLogParser(new ParseTarget(fields, RecordLayout.NoOrigin), AccessLogFormat.Combined);
        var batch = new RecordBatch(4);
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
                        sum += row[2].AsNumber() + row[3].AsNumber() + row[0].AsNumber() + row[1].Utf8Span().Length;
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
        var rest = line[(line.IndexOf((byte)'[') + 1)..];
        AccessLogTime.TryRead(rest, out var time);
        rest = rest[(rest.IndexOf((byte)'"') + 1)..];
        var request = rest[..rest.IndexOf((byte)'"')];
        var url = request[(request.IndexOf((byte)' ') + 1)..];
        url = url[..url.LastIndexOf((byte)' ')];
        var query = url.IndexOf((byte)'?');
        var path = query < 0 ? url : url[..query];
        rest = rest[(request.Length + 2)..];
        return Utf8Parser.TryParse(rest, out int status, out var length) && Utf8Parser.TryParse(rest[(length + 1)..], out long bytes, out _)
            ? time + path.Length + status + bytes
            : 0;
    }
}
