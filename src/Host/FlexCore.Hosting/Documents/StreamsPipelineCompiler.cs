using FlexCore.Hocon.Options;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Domain;
using FlexCore.Domain.Pipelines;
using FlexCore.Persistence.Sqlite.Lookups;
using FlexCore.Persistence.Sqlite.Sinks;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Hosting.Documents;

/// <summary>Compiles documents with the streams library, and adds what holds on a node only: no standard input, no standard output.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class StreamsPipelineCompiler(string baseFolder, OperatorRegistry operators) : IPipelineCompiler
{
    // A route with a schema of its own may be longer than the history keeps for one step; the document itself has it all.
    private const string TooLong = "\"longer than a step's entry; see the document\"";

    public CompiledDocument Compile(string document, CompileDocumentOptions options)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        var loaded = PipelineLoader.Load(document, new LoadOptions { Variables = options.Variables, Operators = operators });
        if (loaded.Definition is not { } definition)
        {
            return new CompiledDocument { Name = DocumentName.Find(document), Findings = FindingsOf(loaded.Diagnostics) };
        }

        definition = NodeEnds.Replace(definition, options);
        var compiled = PipelineCompiler.Compile(
            definition, new CompileOptions { BaseDirectory = baseFolder, SinkFactories = [new SqliteTableSinkFactory()], LookupFactories = [new SqliteLookupFactory()], Operators = operators });
        DocumentFinding[] findings = [.. FindingsOf(compiled.Diagnostics), .. NodeEnds.Check(definition)];
        if (compiled.Graph is not { } graph || findings.Length > 0)
        {
            return new CompiledDocument { Name = definition.Name.Text, Description = definition.Description ?? "", Findings = findings };
        }

        return new CompiledDocument
        {
            Name = definition.Name.Text,
            Description = definition.Description ?? "",
            Graph = graph,
            Definition = DefinitionRecord.From(definition, graph),
            Steps = StepsOf(definition, PipelineOutline.Of(document)),
            CheckpointInterval = definition.CheckpointEvery,
            Partitions = definition.Spread?.Partitions ?? 0,
            IsBounded = !graph.IsLive,
            SourceTopic = NodeEnds.TopicOf(definition),
        };
    }

    private static IReadOnlyList<DocumentFinding> FindingsOf(IEnumerable<PipelineDiagnostic> diagnostics) =>
        [.. diagnostics.Select(found => new DocumentFinding(found.Code, found.Message, found.Line, found.Column, found.Suggestion))];

    private static ValueList<PipelineStep> StepsOf(PipelineDefinition definition, PipelineOutline outline)
    {
        var steps = new List<PipelineStep> { Step("source", NodeEnds.KindOf(definition.Source), outline.Source, []) };
        foreach (var (step, text) in definition.Steps.Zip(outline.Steps))
        {
            steps.Add(Step($"{steps.Count}-{Kebab(step.Kind)}", step.Kind, text, [steps[^1].Id]));
        }

        var last = steps[^1].Id;
        var number = 0;
        foreach (var (sink, text) in definition.Sinks.Zip(outline.Sinks))
        {
            steps.Add(Step($"sink-{++number}", NodeEnds.KindOf(sink), text, [last]));
        }

        return [.. steps];
    }

    private static PipelineStep Step(string id, string kind, string definition, ValueList<string> dependsOn) =>
        new(id, Kebab(kind), definition.Length <= Domain.Pipelines.PipelineLimits.DefinitionLengthMax ? definition : TooLong, dependsOn);

    // The history's ids are lower case; the names in documents are not always.
    private static string Kebab(string name) => ConfigurationKeys.ToKebab(name);
}
