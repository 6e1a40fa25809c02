using FlexCore.Streams.Building;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Compilation;

public sealed class DefinitionChecksTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("access-log_2.v1")]
    public void Names_of_small_letters_digits_and_separators_are_allowed(string name)
    {
        Check(Minimal() with { Name = name }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("-a")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("é")]
    [InlineData("a\n")]
    public void Other_names_are_refused_with_the_rule(string name)
    {
        var diagnostic = Check(Minimal() with { Name = name }).ShouldHaveSingleItem();

        diagnostic.Message.ShouldBe($"'{name}' is not a pipeline name.");
        diagnostic.Suggestion.ShouldBe("Use lower-case letters, digits, '-', '_' and '.', beginning with a letter or digit, at most 100 characters.");
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_name_has_at_most_so_many_characters(int length, bool isAllowed)
    {
        Check(Minimal() with { Name = new string('a', length) }).Count.ShouldBe(isAllowed ? 0 : 1);
    }

    [Theory]
    [InlineData(0, "'partitions' must be from 1 to 256, not 0.")]
    [InlineData(257, "'partitions' must be from 1 to 256, not 257.")]
    public void Partitions_are_bounded(int partitions, string message)
    {
        Check(Minimal() with { Partitions = partitions }).ShouldHaveSingleItem().Message.ShouldBe(message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void Parallelism_is_bounded(int parallelism)
    {
        Check(Minimal() with { Parallelism = parallelism }).ShouldHaveSingleItem().Message.ShouldBe($"'parallelism' must be from 1 to 256, not {parallelism}.");
    }

    [Fact]
    public void Records_need_a_sink()
    {
        Check(Minimal() with { Sinks = [] }).ShouldHaveSingleItem().Message.ShouldBe("Records come out behind the last step, but the pipeline has no sink of its own.");
    }

    [Fact]
    public void A_negative_checkpoint_interval_is_refused_and_none_means_after_every_chunk()
    {
        Check(Minimal() with { CheckpointEvery = TimeSpan.FromTicks(-1) }).ShouldHaveSingleItem().Message.ShouldBe("The checkpoint interval cannot be negative.");
        Check(Minimal() with { CheckpointEvery = TimeSpan.Zero }).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_source_needs_a_path()
    {
        Check(Minimal() with { Source = new FileSourceDefinition([]) }).ShouldHaveSingleItem().Message.ShouldBe("The file source needs at least one path.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void An_unusable_path_is_refused_wherever_it_stands(string path)
    {
        var definition = Minimal() with
        {
            Source = new FileSourceDefinition([path]),
            Sinks = [new FileSinkDefinition(path)],
        };

        Check(definition).ShouldAllBe(diagnostic => diagnostic.Code == DiagnosticCodes.InvalidValue || diagnostic.Code == DiagnosticCodes.TargetConflict);
        Check(definition).ShouldContain(diagnostic => diagnostic.Message == "The path is empty or contains a null character.");
    }

    [Theory]
    [InlineData("*.ndjson", "out.ndjson")]
    [InlineData("**", "deep/out.ndjson")]
    [InlineData("in/*/part-?.log", "in/a/part-1.log")]
    public void An_output_that_the_next_run_would_read_is_refused(string input, string output)
    {
        var diagnostic = Load($"name: a\nsource: {{ file: '{input}' }}\nsink: {{ file: {output} }}").ShouldHaveSingleItem();

        diagnostic.Code.ShouldBe(DiagnosticCodes.TargetConflict);
        diagnostic.Message.ShouldBe($"'/data/{output}' matches the input pattern '/data/{input}': the next run would read the output of this one.");
        diagnostic.Suggestion.ShouldBe("Write to another folder, or narrow the pattern.");
        (diagnostic.Line, diagnostic.Column).ShouldBe((3, 15));
    }

    [Fact]
    public void Dead_letters_that_the_next_run_would_read_are_refused_too()
    {
        Load("name: a\nsource: { file: '*.ndjson' }\nsink: { file: out/a.ndjson }\ndeadLetter: { file: dead.ndjson }").ShouldHaveSingleItem().Line.ShouldBe(4);
    }

    [Fact]
    public void An_output_beside_the_pattern_is_allowed()
    {
        Load("name: a\nsource: { file: 'in/*.ndjson' }\nsinks: [ { file: out.ndjson }, { file: out/a.ndjson }, { file: in/a.csv } ]").ShouldBeEmpty();
    }

    [Fact]
    public void A_database_does_not_share_its_file_with_an_input_or_output()
    {
        Tables("{ file: x }, { sqlite: { path: x, table: t } }").ShouldContain("'/data/x' is already an input or another sink's file.");
        Tables("{ sqlite: { path: in.log, table: t } }").ShouldContain("'/data/in.log' is already an input or another sink's file.");
    }

    [Theory]
    [InlineData("t", "t", true)]
    [InlineData("t", "T", true)]
    [InlineData("t", "u", false)]
    public void Two_sinks_do_not_write_the_same_table(string first, string second, bool isConflict)
    {
        var messages = Tables($"{{ sqlite: {{ path: a.db, table: {first} }} }}, {{ sqlite: {{ path: ./a.db, table: {second} }} }}, {{ sqlite: {{ path: b.db, table: {first} }} }}");

        messages.Contains($"Two sinks write the table '{second}' of '/data/a.db'.").ShouldBe(isConflict);
    }

    [Theory]
    [InlineData("onError: deadletter", 1)]
    [InlineData("steps: [ { filter: line, onError: deadletter } ]", 1)]
    [InlineData("onError: deadletter\nsteps: [ { filter: line, onError: deadletter } ]", 2)]
    [InlineData("onError: skip\nsteps: [ { filter: line, onError: fail } ]", 0)]
    public void Dead_letters_need_a_sink(string text, int count)
    {
        var diagnostics = Load($"name: a\nsource: stdin\nsink: stdout\n{text}");

        diagnostics.Count(diagnostic => diagnostic.Code == DiagnosticCodes.MissingDeadLetter).ShouldBe(count);
        diagnostics.ShouldAllBe(diagnostic => diagnostic.Suggestion == "For example: deadLetter: { file: { path: dead.ndjson } }");
    }

    private static PipelineDefinition Minimal() => Pipeline.Named("a").To(Sink.Stdout()).Build();

    private static IReadOnlyList<PipelineDiagnostic> Check(PipelineDefinition definition) =>
        PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = "/data" }).Diagnostics;

    private static IReadOnlyList<PipelineDiagnostic> Load(string yaml)
    {
        var loaded = PipelineLoader.Load(yaml);
        return Check(loaded.Definition.ShouldNotBeNull(string.Join('\n', loaded.Diagnostics)));
    }

    private static List<string> Tables(string sinks) =>
        [.. Load($"name: a\nsource: {{ file: in.log }}\nsinks: [ {sinks} ]").Select(diagnostic => diagnostic.Message)];
}
