using System.Text.Json.Nodes;
using FlexCore.Streams.Cases;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Reference;
using FlexCore.Streams.Tests.Expressions;
using FlexCore.Streams.UserOperators;
using Json.Schema;

namespace FlexCore.Streams.Tests.Reference;

/// <summary>The schema is checked by a validator that is not ours.</summary>
public sealed class PipelineSchemaTests
{
    private const string Minimal = "name: a\nsource: stdin\nsink: stdout\n";

    private static readonly JsonSchema Schema = JsonSchema.FromText(PipelineSchema.ToJson());

    // The embedded example brings an operator of its own.
    private static readonly JsonSchema EmbeddedSchema = JsonSchema.FromText(PipelineSchema.ToJson(new OperatorRegistry(
        OperatorDescription.Stateless("tax", 1, _ => throw new NotSupportedException()) with
        {
            Options = [new OperatorOption("field", OptionKind.Field, "the price") { IsRequired = true }, new OperatorOption("percent", OptionKind.Number, "the rate")],
        })));

    public static TheoryData<string> Examples => [.. ReferencePipelines.All];

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(RepositoryFiles.PathOf("deploy/examples"), "*.yaml", SearchOption.AllDirectories).Where(IsPipeline)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_the_reference_is_valid(string pipeline) => Mistakes(pipeline).ShouldBeEmpty(pipeline);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_pipeline_of_the_repository_is_valid(string file) => Mistakes(File.ReadAllText(file), EmbeddedSchema).ShouldBeEmpty(file);

    [Fact]
    public void The_schema_is_a_valid_schema() =>
        MetaSchemas.Draft202012.Evaluate(JsonNode.Parse(PipelineSchema.ToJson())).IsValid.ShouldBeTrue();

    [Theory]
    [InlineData("source: stdin\nsink: stdout", "a name is missing")]
    [InlineData("name: a\nsource: stdin", "a sink is missing")]
    [InlineData("name: a\nsource: stdin\nsink: stdout\nsinks: [ stdout ]", "sink and sinks")]
    [InlineData("name: a\nsource: stdin\nsinks: []", "no sink")]
    [InlineData("name: a\nsource: kafka\nsink: stdout", "an unknown source")]
    [InlineData("name: a\nsource: { stdin: {}, file: x }\nsink: stdout", "two sources")]
    [InlineData("name: a\nsource: { file: { paht: x } }\nsink: stdout", "an unknown key of a source")]
    [InlineData("name: a\nsource: { file: {} }\nsink: stdout", "a source without its path")]
    [InlineData("name: a\nsource: { file: { path: x, compression: zip } }\nsink: stdout", "an unknown word")]
    [InlineData(Minimal + "stps: []", "an unknown key of the file")]
    [InlineData(Minimal + "steps: filter", "steps that are no list")]
    [InlineData(Minimal + "steps: [ { fliter: x } ]", "an unknown step")]
    [InlineData(Minimal + "steps: [ { filter: x, map: { a: b } } ]", "two kinds in one step")]
    [InlineData(Minimal + "steps: [ { onError: skip } ]", "a step without a kind")]
    [InlineData(Minimal + "steps: [ { filter: x, onError: dead } ]", "an unknown policy")]
    [InlineData(Minimal + "steps: [ { filter: [x] } ]", "a list instead of an expression")]
    [InlineData(Minimal + "steps: [ { map: {} } ]", "an empty map")]
    [InlineData(Minimal + "steps: [ { select: [] } ]", "an empty select")]
    [InlineData(Minimal + "steps: [ { batch: { size: 0 } } ]", "a number below its bound")]
    [InlineData(Minimal + "steps: [ { batch: { size: 1.5 } } ]", "a broken number")]
    [InlineData(Minimal + "steps: [ { batch: 5 } ]", "a number instead of a mapping")]
    [InlineData(Minimal + "steps: [ { window: { tumbling: 1 minute, time: t, aggregate: { n: count() } } } ]", "a wrong duration")]
    [InlineData(Minimal + "steps: [ { window: { tumbling: 1m, aggregate: { n: count() } } } ]", "a window without time")]
    [InlineData(Minimal + "checkpoint: { evry: 2s }", "an unknown key of a nested mapping")]
    [InlineData(Minimal + "partitions: 257", "a number above its bound")]
    [InlineData(Minimal + "parallelism: all", "an unknown word instead of a number")]
    public void A_known_mistake_is_refused_by_schema_and_loader(string pipeline, string mistake)
    {
        Mistakes(pipeline).ShouldNotBeEmpty(mistake);
        PipelineLoader.Load(pipeline).Diagnostics.ShouldNotBeEmpty(mistake);
    }

    [Theory]
    [InlineData("partitions: ${n}\nvars: { n: 4 }")]
    [InlineData("partitions: '4'")]
    [InlineData("onError: ${policy}\nvars: { policy: skip }")]
    [InlineData("checkpoint: { every: '${t}s' }\nvars: { t: 2 }")]
    [InlineData("steps:")]
    [InlineData("vars:")]
    [InlineData("steps: [ { filter: true } ]")]
    [InlineData("steps: [ { group: { by: [ a, { b: c + 1 } ], aggregate: { n: count() } } } ]")]
    [InlineData("steps: [ { group: { by: { b: c + 1 }, aggregate: { n: count() } } } ]")]
    [InlineData("steps: [ { group: { by: a, aggregate: { n: count() } } } ]")]
    public void What_the_loader_reads_in_another_form_is_valid(string setting)
    {
        PipelineLoader.Load(Minimal + setting).Diagnostics.ShouldBeEmpty();
        Mistakes(Minimal + setting).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ input: [], output: [] }", "a case without a name")]
    [InlineData("{ nmae: a, input: [], output: [] }", "an unknown key")]
    [InlineData("{ name: a, input: { x: 1 }, output: [] }", "an input that is neither text nor list")]
    [InlineData("{ name: a, input: [], output: { x: 1 } }", "an output that is no list")]
    [InlineData("{ name: a, input: [], output: [ 1 ] }", "a record that is no mapping")]
    [InlineData("{ name: a, input: [], errors: -1 }", "a negative number")]
    [InlineData("{ name: a, input: [], errors: 0, order: some }", "an unknown word")]
    [InlineData("[]", "a list instead of a case")]
    public void A_mistake_in_a_case_is_refused_by_schema_and_loader(string one, string mistake)
    {
        var pipeline = $"{Minimal}tests: [ {one} ]\n";

        Mistakes(pipeline).ShouldNotBeEmpty(mistake);
        CaseLoader.Load(pipeline).Diagnostics.ShouldNotBeEmpty(mistake);
    }

    [Theory]
    [InlineData("{ name: a, input: 'x', fails: record-failed, late: 1, errors: 2 }")]
    [InlineData("{ name: a, inputFile: x, outputs: { '1': [ { a: [ 1, null ] } ], 'out.csv': [] }, ignore: b, fields: named, order: any }")]
    [InlineData("{ name: 1, input: [ x, { a: 1 }, 3 ], deadLetters: [ {} ], vars: { n: 4 }, ignore: [ a, b ] }")]
    public void Every_form_of_a_case_is_valid(string one)
    {
        var pipeline = $"{Minimal}tests: [ {one} ]\n";

        CaseLoader.Load(pipeline).Diagnostics.ShouldBeEmpty();
        Mistakes(pipeline).ShouldBeEmpty();
    }

    /// <summary>An editor must not underline what runs: damaged examples that the loader still takes are valid.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_the_loader_accepts_is_valid(int seed)
    {
        var random = new Random(seed);
        var (accepted, refused) = (0, 0);
        for (var round = 0; round < 600; round++)
        {
            var document = Document(ReferencePipelines.All[random.Next(ReferencePipelines.All.Count)]);
            DocumentDamage.Apply(document, random);
            var text = document.ToJsonString();
            if (PipelineLoader.Load(text).Definition is null)
            {
                refused++;
                continue;
            }

            accepted++;
            Schema.Evaluate(document).IsValid.ShouldBeTrue($"seed {seed}, round {round}: {text}");
        }

        accepted.ShouldBeGreaterThan(50);
        refused.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Every_kind_is_explained_and_has_examples()
    {
        var definitions = JsonNode.Parse(PipelineSchema.ToJson()).ShouldNotBeNull()["$defs"].ShouldNotBeNull();
        var step = definitions["step"].ShouldNotBeNull()["properties"].ShouldNotBeNull().AsObject();
        foreach (var entry in StepEntries.All)
        {
            var schema = step[entry.Kind].ShouldNotBeNull(entry.Kind);
            schema["description"].ShouldNotBeNull().GetValue<string>().ShouldBe(entry.Summary);
            schema["examples"].ShouldNotBeNull().AsArray().Count.ShouldBe(entry.Examples.Count);
        }
    }

    private static bool IsPipeline(string file) =>
        !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && File.ReadLines(file).Any(line => line.StartsWith("source:", StringComparison.Ordinal));

    private static JsonNode Document(string yaml) =>
        ExampleJson.Of(DocumentReader.Read(yaml, new DiagnosticBag()).ShouldNotBeNull()).ShouldNotBeNull();

    private static List<string> Mistakes(string yaml, JsonSchema? schema = null)
    {
        var results = (schema ?? Schema).Evaluate(Document(yaml), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid
            ? []
            : [.. results.Details.Where(detail => detail.HasErrors).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors?.Values ?? [])}")];
    }
}
