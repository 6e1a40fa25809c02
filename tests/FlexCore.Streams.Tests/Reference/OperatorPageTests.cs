using FlexCore.Streams.Cases;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Lookups;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Reference;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Tests.Expressions;

namespace FlexCore.Streams.Tests.Reference;

public sealed class OperatorPageTests
{
    private const string Update = "FLEXCORE_UPDATE_REFERENCE";

    public static TheoryData<string> Examples => [.. ReferencePipelines.All];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_loads_and_compiles(string pipeline)
    {
        var loaded = PipelineLoader.Load(pipeline);
        loaded.Diagnostics.ShouldBeEmpty(pipeline);

        var options = new CompileOptions { BaseDirectory = Path.GetTempPath(), SinkFactories = [new AnySinkFactory()], LookupFactories = [new AnyLookupFactory()] };
        PipelineCompiler.Compile(loaded.Definition.ShouldNotBeNull(), options).Diagnostics.ShouldBeEmpty(pipeline);
    }

    /// <summary>The examples reach every mapping of every loader; whatever key one of them asks for must be in the reference, and the other way round.</summary>
    [Fact]
    public void The_reference_names_exactly_the_keys_that_the_loaders_ask_for()
    {
        var asked = new Dictionary<string, HashSet<string>>();
        foreach (var pipeline in ReferencePipelines.All)
        {
            PipelineLoader.Load(pipeline, new LoadOptions(), out var keys).Diagnostics.ShouldBeEmpty(pipeline);
            foreach (var (where, known) in keys)
            {
                asked.TryAdd(where, []);
                asked[where].UnionWith(known);
            }
        }

        const string Cases = "source: stdin\ntests: [ { name: a, input: [], output: [] } ]\n";
        CaseLoader.Load(Cases, out var caseKeys).Diagnostics.ShouldBeEmpty();
        asked[CaseEntry.Where] = caseKeys[CaseEntry.Where];
        var documented = ReferencePipelines.DocumentedKeys();
        asked.Keys.ShouldBe(documented.Keys, ignoreOrder: true, "the mappings that loaders read");
        foreach (var (where, known) in asked)
        {
            documented[where].ShouldBe(known, ignoreOrder: true, $"the keys of {where}");
        }
    }

    [Fact]
    public void Every_step_source_sink_and_format_is_on_the_page()
    {
        StepEntries.All.Select(entry => entry.Kind).ShouldBe(Kinds<StepDefinition>("Step"), ignoreOrder: true);
        SourceEntries.All.Select(entry => entry.Kind).ShouldBe(Kinds<SourceDefinition>("SourceDefinition"), ignoreOrder: true);
        SinkEntries.All.Select(entry => entry.Kind).ShouldBe(Kinds<SinkDefinition>("SinkDefinition"), ignoreOrder: true);
        foreach (var format in Enum.GetNames<ParseFormat>())
        {
            OperatorPage.Markdown().ShouldContain($"**{format.ToLowerInvariant()}**");
        }

        AccessLogFields.All.Length.ShouldBe(Enum.GetValues<AccessLogField>().Length);
    }

    [Fact]
    public async Task The_page_is_what_the_code_generates()
    {
        var path = RepositoryFiles.PathOf("src/Runtime/FlexCore.Streams/OPERATORS.md");
        var generated = OperatorPage.Markdown();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(path, generated);
        }

        (await File.ReadAllTextAsync(path)).ShouldBe(generated, $"Run the tests with {Update}=1 to write the page anew.");
    }

    private static IEnumerable<string> Kinds<T>(string suffix) => typeof(T).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T)) && type.Name.EndsWith(suffix, StringComparison.Ordinal))
        .Select(type => char.ToLowerInvariant(type.Name[0]) + type.Name[1..^suffix.Length]);

    private sealed class AnyLookupFactory : ILookupFactory
    {
        public ILookupReader? Create(LookupTableDefinition table) => new FileLookupReader(new FileLookupDefinition(table.Path));
    }

    private sealed class AnySinkFactory : IRecordSinkFactory
    {
        public IRecordSink? Create(SinkDefinition definition, FlexCore.Streams.Records.RecordLayout layout) => new UnusedSink();

        private sealed class UnusedSink : IRecordSink
        {
            public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken) => throw new NotSupportedException();

            public ValueTask WriteAsync(FlexCore.Streams.Records.RecordBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException();

            public ValueTask PrepareAsync(System.Buffers.IBufferWriter<byte> state, CancellationToken cancellationToken) => throw new NotSupportedException();

            public ValueTask CompleteAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

            public ValueTask DisposeAsync() => default;
        }
    }
}
