using FlexCore.Streams.Building;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Definition.Writing;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Tests.Definition.Writing;

public sealed class PipelineWriterTests
{
    private const int Seeds = 2_000;

    private static readonly PipelineDefinition Plain = Pipeline.Named("p").To(Sink.Topic("t")).Build();

    [Fact]
    public void Every_pipeline_is_the_same_after_writing_and_loading()
    {
        var kinds = new HashSet<string>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var definition = new AnyDefinition(new Random(seed)).Next();
            var text = PipelineWriter.Write(definition);
            var loaded = PipelineLoader.Load(text, Own());

            loaded.Diagnostics.ShouldBeEmpty($"seed {seed}\n{text}");
            loaded.Definition.ShouldBe(definition, $"seed {seed}\n{text}");
            kinds.UnionWith(definition.AllSteps().Select(step => step.GetType().Name));
            kinds.UnionWith(definition.AllSources().Select(source => source.GetType().Name));
            kinds.UnionWith(definition.AllSinks().Select(sink => sink.GetType().Name));
        }

        // Nothing was left out.
        kinds.Count.ShouldBe(Concrete(typeof(StepDefinition)) + Concrete(typeof(SourceDefinition)) + Concrete(typeof(SinkDefinition)), string.Join(' ', kinds));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_the_same_after_writing_and_loading(string file)
    {
        var options = new LoadOptions { Operators = Operators("tax") };
        var definition = PipelineLoader.LoadFile(file, options).Definition.ShouldNotBeNull();

        PipelineLoader.Load(PipelineWriter.Write(definition), options).Definition.ShouldBe(definition);
    }

    [Fact]
    public void A_document_says_only_what_is_not_the_default()
    {
        var definition = Pipeline.Named("errors").From(Source.File("app.ndjson")).Parse(ParseFormat.Json).Filter("level == '${x}'").To(Sink.File("errors.ndjson")).Build();

        PipelineWriter.Write(definition).ShouldBe("""
            {
              "name": "errors",
              "source": {
                "file": {
                  "path": [
                    "app.ndjson"
                  ]
                }
              },
              "steps": [
                {
                  "parse": {
                    "format": "json"
                  }
                },
                {
                  "filter": "level == '$${x}'"
                }
              ],
              "sinks": [
                {
                  "file": {
                    "path": "errors.ndjson"
                  }
                }
              ]
            }

            """.ReplaceLineEndings("\n"));
    }

    public static TheoryData<string> Examples()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FlexCore.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        var files = Directory.EnumerateFiles(Path.Combine(folder, "deploy", "examples"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".test.yaml", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        files.Count.ShouldBeGreaterThanOrEqualTo(6);
        return [.. files];
    }

    [Fact]
    public void What_no_file_can_say_is_refused_by_name()
    {
        Refused(Plain with { Source = new HttpSourceDefinition { Framing = Framing.Csv } }).ShouldContain("framing 'Csv'");
        Refused(Plain with { CheckpointEvery = TimeSpan.FromTicks(1) }).ShouldContain("'every' is 00:00:00.0000001");
        Refused(Plain with { CheckpointEvery = TimeSpan.FromSeconds(-1) }).ShouldContain("'every' is -00:00:01");
        Refused(With(new ThrottleStep(double.NaN))).ShouldContain("'rate' is NaN");
        Refused(With(new ThrottleStep(0))).ShouldContain("'rate' is 0");
        Refused(With(new OperatorCall("filter", []))).ShouldContain("'filter' has the name of a built-in step");
        Refused(With(new ValidateStep { Schema = "{" })).ShouldContain("not valid JSON");
        Refused(With(new ParseStep(ParseFormat.Csv) { Columns = [] })).ShouldContain("no column in it");
        Refused(With(new BranchStep([new RouteDefinition("r", null)]))).ShouldContain("'r' needs a condition");
        Refused(With(new BranchStep([new RouteDefinition("r", "a") { IsDropped = true }]))).ShouldContain("cannot drop");
        Refused(With(new BranchStep([new RouteDefinition("r", "a")]) { Otherwise = new RouteDefinition("rest", null) })).ShouldContain("'rest' for all other records");
    }

    /// <summary>Values that are wrong but can be said are left to the compiler, which names all of them.</summary>
    [Fact]
    public void A_value_out_of_range_is_the_loaders_to_refuse()
    {
        var loaded = PipelineLoader.Load(PipelineWriter.Write(Plain with { Partitions = 0 }));

        loaded.Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("'partitions' must be a whole number from 1");
    }

    private static PipelineDefinition With(StepDefinition step) => Plain with { Steps = [step] };

    private static string Refused(PipelineDefinition definition) => Should.Throw<ArgumentException>(() => PipelineWriter.Write(definition)).Message;

    private static LoadOptions Own() => new() { Operators = Operators(AnyDefinition.OwnOperator) };

    private static OperatorRegistry Operators(string name) => new(OperatorDescription.Stateless(name, 1, setup => throw new InvalidOperationException($"'{setup}' is not run.")));

    private static int Concrete(Type type) => type.Assembly.GetTypes().Count(kind => kind.IsSubclassOf(type) && !kind.IsAbstract);
}
