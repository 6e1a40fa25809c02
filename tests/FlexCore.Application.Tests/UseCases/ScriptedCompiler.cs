using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Streams;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.Tests.UseCases;

/// <summary>
/// Reads documents of words: the first is the name, <c>broken</c> is a mistake, <c>live</c> a source without an end, <c>topic=x</c> an event topic, <c>spread=3</c> partitions,
/// anything else a step. Counts how often it was asked.
/// </summary>
internal sealed class ScriptedCompiler : IPipelineCompiler
{
    private int _compiled;

    /// <summary>How often a document was compiled.</summary>
    public int Compiled => Volatile.Read(ref _compiled);

    /// <summary>What the newest document was compiled with.</summary>
    public CompileDocumentOptions? Options { get; private set; }

    public CompiledDocument Compile(string document, CompileDocumentOptions options)
    {
        Interlocked.Increment(ref _compiled);
        Options = options;
        var words = document.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return new CompiledDocument { Findings = [new DocumentFinding("missing-name", "The document has no name.", 1, 1, "Begin with a name.")] };
        }

        var name = words[0];
        if (words.Contains("broken"))
        {
            return new CompiledDocument { Name = name, Findings = [new DocumentFinding("unknown-operator", "There is no step 'broken'.", 1, document.IndexOf("broken", StringComparison.Ordinal) + 1, null)] };
        }

        return new CompiledDocument
        {
            Name = name,
            Description = $"does {string.Join(" and ", words.Skip(1))}",
            Graph = new NamedGraph(name, document),
            Definition = new DataStreamDefinition("{}", "{}", "{}", "{}", "f-" + Math.Abs(document.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)))),
            Steps = [.. words.Skip(1).Select((word, index) => new PipelineStep($"{index + 1}-step", "step", $"\"{word}\"", []))],
            CheckpointInterval = TimeSpan.FromSeconds(7),
            Partitions = words.FirstOrDefault(word => word.StartsWith("spread=", StringComparison.Ordinal)) is { } spread ? int.Parse(spread[7..], System.Globalization.CultureInfo.InvariantCulture) : 0,
            IsBounded = !words.Contains("live"),
            SourceTopic = words.FirstOrDefault(word => word.StartsWith("topic=", StringComparison.Ordinal))?[6..],
        };
    }

    private sealed record NamedGraph(string Name, string Fingerprint) : IStreamGraph;
}
