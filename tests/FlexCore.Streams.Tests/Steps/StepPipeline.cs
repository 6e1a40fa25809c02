using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Steps;

/// <summary>Pipelines around a few steps, from in.ndjson to out.ndjson and dead.ndjson.</summary>
internal static class StepPipeline
{
    public static string Yaml(params IEnumerable<string> steps) => $$"""
        name: steps
        source: { file: in.ndjson }
        steps:
        {{string.Join("\n", steps.Select(step => "  - " + step))}}
        sink: { file: out.ndjson }
        onError: deadletter
        deadLetter: { file: dead.ndjson }
        """;

    /// <summary>What lint says about one step on line 4, after a JSON parse step on line 3.</summary>
    public static string[] Mistakes(string step)
    {
        var loaded = PipelineLoader.Load($"name: a\nsteps:\n  - parse: json\n  - {step}\nsource: stdin\nsink: stdout");
        var found = loaded.Definition is { } definition
            ? PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = Path.GetTempPath() }).Diagnostics
            : loaded.Diagnostics;
        return [.. found.Select(Words)];
    }

    private static string Words(PipelineDiagnostic item) => $"{item.Line}:{item.Column} {item.Message} {item.Suggestion}".TrimEnd();
}
