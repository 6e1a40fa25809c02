using System.Diagnostics;
using System.Globalization;
using System.Text;
using FlexCore.Benchmarks.Harness;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Values;

namespace FlexCore.Benchmarks.Jobs.Expressions;

/// <summary>A filter over rows whose slots hold numbers and UTF-8 slices, against the same condition written in C# over the same slots.</summary>
/// <param name="name">The job's name.</param>
/// <param name="expression">The filter.</param>
/// <param name="handWritten">The same condition in C#.</param>
public sealed class FilterExpressionJob(string name, string expression, Func<Value[], bool> handWritten) : IBenchmarkJob
{
    private const int RowCount = 1_024;
    private const int Evaluations = 20_000_000;

    private readonly Value[][] _rows = CreateRows();
    private readonly CompiledExpression _compiled = ExpressionCompiler.Compile(expression, new Scope()).OrThrow();

    /// <summary>The filter that the design names as the hot path.</summary>
    public static FilterExpressionJob StatusAndPath { get; } = new(
        "filter-status-and-path",
        "status >= 400 && path.startsWith(\"/api\")",
        static row => row[0].TryGetNumber(out var status) && status >= 400 && row[1].Utf8Span().StartsWith("/api"u8));

    /// <summary>Arithmetic and equality.</summary>
    public static FilterExpressionJob Arithmetic { get; } = new(
        "filter-arithmetic",
        "bytes / 1024 > 100 || method === \"POST\" && status % 100 !== 4",
        static row => (row[2].TryGetNumber(out var bytes) && bytes / 1024 > 100)
            || (row[3].Utf8Span().SequenceEqual("POST"u8) && row[0].TryGetNumber(out var status) && status % 100 != 4));

    /// <summary>A part of a text, as mappings take it.</summary>
    public static FilterExpressionJob PartOfPath { get; } = new(
        "filter-part-of-path",
        "path.split(\"/\")[1] === \"api\"",
        static row => Part(row[1].Utf8Span(), 1).SequenceEqual("api"u8));

    public string Name => name;

    public string Limit => $"the same condition in C# over the same slots: {expression}";

    public string Unit => "rows/s";

    public Durability Durability => Durability.D0;

    public double? RatioReach => 0.15;

    public Task<double> MeasureAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.FromResult(Rate(context.Amount(Evaluations), row => _compiled.EvaluateTruth(new EvaluationFrame(row))));
    }

    public Task<double?> MeasureLimitAsync(BenchmarkContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Task.FromResult<double?>(Rate(context.Amount(Evaluations), handWritten));
    }

    // Both sides pay for one delegate call a row.
    private double Rate(int count, Func<Value[], bool> filter)
    {
        var expected = _rows.Count(handWritten);
        var startedAt = Stopwatch.GetTimestamp();
        for (var done = 0; done < count; done += RowCount)
        {
            var kept = 0;
            foreach (var row in _rows)
            {
                kept += filter(row) ? 1 : 0;
            }

            if (kept != expected)
            {
                throw new InvalidOperationException($"{name} kept {kept} rows instead of {expected}.");
            }
        }

        return count / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    private static Value[][] CreateRows()
    {
        var random = new Random(42);
        var rows = new Value[RowCount][];
        for (var i = 0; i < RowCount; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{(random.Next(2) == 0 ? "/api" : "/web")}/item/{random.Next(1_000)}");
            rows[i] =
            [
                Value.Number(random.Next(2) == 0 ? 200 : 404),
                Text(path),
                Value.Number(random.Next(200_000)),
                Text(random.Next(3) == 0 ? "POST" : "GET"),
            ];
        }

        return rows;
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> text, int index)
    {
        foreach (var range in text.Split((byte)'/'))
        {
            if (index-- == 0)
            {
                return text[range];
            }
        }

        return [];
    }

    private static Value Text(string text) => Value.Utf8(Encoding.UTF8.GetBytes(text), 0, text.Length);

    private sealed class Scope : IExpressionScope
    {
        public IEnumerable<string> Names => ["status", "path", "bytes", "method"];

        public bool TryResolve(string name, out int slot)
        {
            slot = Array.IndexOf([.. Names], name);
            return slot >= 0;
        }
    }
}
