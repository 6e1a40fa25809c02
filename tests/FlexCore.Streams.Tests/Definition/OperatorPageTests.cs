using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Reference;
using FlexCore.Streams.Sinks;
using FlexCore.Streams.Tests.Expressions;

namespace FlexCore.Streams.Tests.Definition;

public sealed class OperatorPageTests
{
    private const string Update = "FLEXCORE_UPDATE_REFERENCE";

    public static IEnumerable<object[]> Examples =>
    [
        .. SourceEntries.All.SelectMany(entry => entry.Examples).Select(example => new object[] { $"name: x\nsource: {{ {example} }}\nsink: {{ stdout: {{}} }}" }),
        .. StepEntries.All.SelectMany(entry => entry.Examples).Select(example => new object[] { Steps(example) }),
        .. SinkEntries.All.SelectMany(entry => entry.Examples).Select(example => new object[] { $"name: x\nsource: {{ stdin: {{}} }}\nsteps: [ parse: combined ]\nsink: {{ {example} }}" }),
    ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_loads_and_compiles(string pipeline)
    {
        var loaded = PipelineLoader.Load(pipeline);
        loaded.Diagnostics.ShouldBeEmpty(pipeline);

        var options = new CompileOptions { BaseDirectory = Path.GetTempPath(), SinkFactories = [new AnySinkFactory()] };
        PipelineCompiler.Compile(loaded.Definition.ShouldNotBeNull(), options).Diagnostics.ShouldBeEmpty(pipeline);
    }

    [Fact]
    public void The_page_names_exactly_the_keys_that_the_loader_knows()
    {
        var context = Context();
        Read(context, "[{ file: { path: x } }, { stdin: { framing: lines } }]", node => SourceReader.Read(new MappingReader(Pipeline("source", node), "a source", context)));
        Read(context, "[{ parse: { format: json } }, { window: { tumbling: 1m, time: t, aggregate: { n: count() } } }, { group: { aggregate: { n: count() } } }, { batch: { size: 1 } }]", node => StepReader.ReadAll(new SequenceNode(Mark.None, [node]), context));
        Read(context, "[{ file: { path: x } }, { stdout: { format: csv } }, { sqlite: { path: x, table: t } }]", node => SinkReader.Read(node, "sink", context));

        context.Diagnostics.Items.ShouldBeEmpty();
        foreach (var entry in SourceEntries.All.Concat(StepEntries.All).Concat(SinkEntries.All).Where(entry => entry.Where.Length > 0))
        {
            entry.Keys.Select(key => key.Name).ShouldBe(context.KnownKeys[entry.Where].Distinct(), ignoreOrder: true, $"keys of {entry.Where}");
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

    private static string Steps(string example) => example.StartsWith("parse", StringComparison.Ordinal)
        ? $"name: x\nsource: {{ stdin: {{}} }}\nsteps:\n  - {example}\nsink: {{ stdout: {{}} }}"
        : $"name: x\nsource: {{ stdin: {{}} }}\nsteps:\n  - parse: combined\n  - {example}\nsink: {{ stdout: {{}} }}";

    private static IEnumerable<string> Kinds<T>(string suffix) => typeof(T).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T)) && type.Name.EndsWith(suffix, StringComparison.Ordinal))
        .Select(type => type.Name[..^suffix.Length].ToLowerInvariant());

    private static LoadContext Context()
    {
        var diagnostics = new DiagnosticBag();
        return new LoadContext(diagnostics, new VariableSubstitution(new Dictionary<string, string>(), diagnostics));
    }

    private static void Read(LoadContext context, string yaml, Func<DocumentNode, object?> read)
    {
        var items = ((SequenceNode)DocumentReader.Read(yaml, context.Diagnostics).ShouldNotBeNull()).Items;
        foreach (var item in items)
        {
            read(item).ShouldNotBeNull();
        }
    }

    private static MappingNode Pipeline(string key, DocumentNode value) => new(Mark.None, [new MappingEntry(key, value)]);

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
