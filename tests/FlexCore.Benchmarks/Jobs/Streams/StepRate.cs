using System.Diagnostics;
using System.Text;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Records;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Benchmarks.Jobs.Streams;

/// <summary>Measures what the steps behind the parser cost, on rows that are parsed already.</summary>
internal static class StepRate
{
    private const int Records = 1_000;

    /// <summary>Rows per second of the steps.</summary>
    /// <param name="steps">The steps in YAML, one a line.</param>
    /// <param name="operators">The program's own operators.</param>
    /// <param name="rows">How many rows to process.</param>
    public static double Measure(string steps, OperatorRegistry operators, int rows)
    {
        var loaded = PipelineLoader.Load($"name: steps\nsource: stdin\nsteps:\n  - parse: json\n{steps}\nsink: stdout", new LoadOptions { Operators = operators });
        var definition = loaded.Definition ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics));
        var compiled = PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = Path.GetTempPath(), Operators = operators });
        var graph = compiled.Graph ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics));
        var stages = graph.Plan.First.Instantiate(RunMeters.Unwatched(definition.Steps.Count)).Operators;
        var batch = new RecordBatch(graph.Plan.First.Width);
        var chunk = Chunk();
        var ticks = 0L;
        for (var done = 0; done < rows; done += Records)
        {
            batch.Reset(chunk);
            stages[0].Apply(batch);
            var started = Stopwatch.GetTimestamp();
            for (var i = 1; i < stages.Count; i++)
            {
                stages[i].Apply(batch);
            }

            ticks += Stopwatch.GetTimestamp() - started;
            if (batch.SelectedCount != Records)
            {
                throw new InvalidOperationException($"{batch.SelectedCount} of {Records} rows came through.");
            }
        }

        return rows / ((double)ticks / Stopwatch.Frequency);
    }

    private static SourceChunk Chunk()
    {
        var text = new StringBuilder();
        var (starts, lengths) = (new int[Records], new int[Records]);
        for (var i = 0; i < Records; i++)
        {
            starts[i] = text.Length;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{{\"id\":{i},\"amount\":{i % 97}.25,\"status\":\"paid\",\"items\":[{{\"sku\":{i % 50},\"qty\":{1 + (i % 3)}}}]}}");
            lengths[i] = text.Length - starts[i];
        }

        return new SourceChunk(Encoding.UTF8.GetBytes(text.ToString()), starts, lengths, Records) { SourceName = "memory" };
    }
}
