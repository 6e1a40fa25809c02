using FlexCore.Streams.Building;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Compilation;

public sealed class PipelineCompilerTests
{
    [Theory]
    [InlineData("filter: \"a >\"", DiagnosticCodes.InvalidExpression)]
    [InlineData("filter: nofunction(a)", DiagnosticCodes.InvalidExpression)]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: \"counts()\" } }", DiagnosticCodes.InvalidAggregate)]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: a } }", DiagnosticCodes.InvalidAggregate)]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: \"quantile(a, 2)\" } }", DiagnosticCodes.InvalidAggregate)]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { n: \"topk(a, b)\" } }", DiagnosticCodes.InvalidAggregate)]
    [InlineData("window: { tumbling: 1m, time: t, aggregate: { window: count() } }", DiagnosticCodes.DuplicateField)]
    [InlineData("window: { tumbling: 1m, time: t, by: [n], aggregate: { n: count() } }", DiagnosticCodes.DuplicateField)]
    [InlineData("window: { tumbling: 1m, time: t, late: deadletter, aggregate: { n: count() } }", DiagnosticCodes.MissingDeadLetter)]
    [InlineData("window: { tumbling: 3000d, time: t, aggregate: { n: count() } }", DiagnosticCodes.InvalidValue)]
    [InlineData("parse: csv", DiagnosticCodes.WrongPlace)]
    [InlineData("select: [a, a]", DiagnosticCodes.DuplicateField)]
    [InlineData("rename: { a: x, b: x }", DiagnosticCodes.DuplicateField)]
    public void A_mistake_in_a_step_is_reported_on_its_line(string step, string code)
    {
        var diagnostics = Compile($"name: a\nsource: stdin\nsteps:\n  - parse: json\n  - {step}\nsink: stdout").Diagnostics;

        diagnostics.ShouldContain(diagnostic => diagnostic.Code == code && diagnostic.Line == 5, string.Join("\n", diagnostics));
    }

    [Theory]
    [InlineData("regex", DiagnosticCodes.MissingKey)]
    [InlineData("{ format: regex, pattern: '(' }", DiagnosticCodes.InvalidValue)]
    [InlineData("{ format: regex, pattern: 'no groups' }", DiagnosticCodes.InvalidValue)]
    [InlineData("{ format: regex, pattern: '(?<a>x)\\k<a>' }", DiagnosticCodes.InvalidValue)]
    [InlineData("{ format: regex, pattern: '(?<a>x)', types: { b: number } }", DiagnosticCodes.UnknownField)]
    [InlineData("{ format: csv, header: false }", DiagnosticCodes.MissingKey)]
    [InlineData("{ format: csv, delimiter: '::' }", DiagnosticCodes.InvalidValue)]
    [InlineData("{ format: csv, columns: [a, a] }", DiagnosticCodes.DuplicateField)]
    [InlineData("{ format: json, columns: [a] }", DiagnosticCodes.UnknownKey)]
    [InlineData("{ format: combined, types: { status: number } }", DiagnosticCodes.UnknownKey)]
    public void A_mistake_in_the_parse_step_is_reported(string parse, string code)
    {
        var diagnostics = Compile($"name: a\nsource: stdin\nsteps:\n  - parse: {parse}\nsink: stdout").Diagnostics;

        diagnostics.ShouldContain(diagnostic => diagnostic.Code == code && diagnostic.Line == 4, string.Join("\n", diagnostics));
    }

    [Fact]
    public void A_misspelt_field_of_a_closed_record_gets_its_place_and_a_suggestion()
    {
        var diagnostic = Compile("name: a\nsource: stdin\nsteps:\n  - parse: combined\n  - filter: bytes > 1 && statsu >= 400\nsink: stdout").Diagnostics.ShouldHaveSingleItem();

        diagnostic.Code.ShouldBe(DiagnosticCodes.UnknownField);
        (diagnostic.Line, diagnostic.Column).ShouldBe((5, 26));
        diagnostic.Suggestion.ShouldBe("Did you mean 'status'?");
    }

    [Theory]
    [InlineData("select: [statsu]")]
    [InlineData("omit: [statsu]")]
    [InlineData("rename: { statsu: s }")]
    public void A_misspelt_field_name_is_reported(string step)
    {
        var diagnostic = Compile($"name: a\nsource: stdin\nsteps:\n  - parse: combined\n  - {step}\nsink: stdout").Diagnostics.ShouldHaveSingleItem();

        diagnostic.Code.ShouldBe(DiagnosticCodes.UnknownField);
        diagnostic.Suggestion.ShouldBe("Did you mean 'status'?");
    }

    [Fact]
    public void Fields_that_a_step_removed_are_unknown_behind_it()
    {
        Compile("name: a\nsource: stdin\nsteps:\n  - parse: json\n  - omit: [a]\n  - filter: a > 1\nsink: stdout")
            .Diagnostics.ShouldHaveSingleItem().Code.ShouldBe(DiagnosticCodes.UnknownField);
        Compile("name: a\nsource: stdin\nsteps:\n  - parse: json\n  - group: { by: [k], aggregate: { n: count() } }\n  - filter: v > 1\nsink: stdout")
            .Diagnostics.ShouldHaveSingleItem().Code.ShouldBe(DiagnosticCodes.UnknownField);
    }

    [Theory]
    [InlineData("name: Upper Case\nsource: stdin\nsink: stdout", DiagnosticCodes.InvalidValue)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\nonError: deadletter", DiagnosticCodes.MissingDeadLetter)]
    [InlineData("name: a\nsource: { file: x.log }\nsink: { file: x.log }", DiagnosticCodes.TargetConflict)]
    [InlineData("name: a\nsource: stdin\nsinks: [ { file: x }, { file: ./x } ]", DiagnosticCodes.TargetConflict)]
    [InlineData("name: a\nsource: stdin\nsink: { file: x }\ndeadLetter: { file: x }", DiagnosticCodes.TargetConflict)]
    [InlineData("name: a\nsource: stdin\nsink: { sqlite: { path: a.db, table: t } }", DiagnosticCodes.UnknownOperator)]
    [InlineData("name: a\nsource: stdin\nsink: { file: '' }", DiagnosticCodes.InvalidValue)]
    public void A_mistake_around_the_steps_is_reported(string yaml, string code)
    {
        Compile(yaml).Diagnostics.ShouldContain(diagnostic => diagnostic.Code == code);
    }

    [Fact]
    public void All_mistakes_of_all_steps_are_reported_at_once()
    {
        var diagnostics = Compile("name: a\nsource: stdin\nsteps:\n  - parse: common\n  - filter: x > 1\n  - map: { y: 'z +' }\n  - select: [w]\nsink: stdout").Diagnostics;

        diagnostics.Select(diagnostic => diagnostic.Line).ShouldBe([5, 6, 7]);
    }

    [Fact]
    public void A_builder_pipeline_is_checked_like_a_file_but_has_no_lines()
    {
        var definition = Pipeline.Named("a").Parse(ParseFormat.Combined).Filter("nope").Batch(0).To(Sink.Stdout()).Partitions(0).Build();

        var diagnostics = Compile(definition).Diagnostics;

        diagnostics.ShouldAllBe(diagnostic => diagnostic.Line == 0);
        diagnostics.Count.ShouldBe(3);
    }

    [Fact]
    public void The_fingerprint_follows_what_changes_results_and_nothing_else()
    {
        const string Yaml = "name: a\nsource: { file: x }\nsteps:\n  - parse: json\n  - filter: v > 1\nsink: { file: y }";
        var fingerprint = Fingerprint(Yaml);

        Fingerprint(Yaml + "\ndescription: words\npartitions: 8\nparallelism: 3\ncheckpoint: { every: 9s }").ShouldBe(fingerprint);
        Fingerprint(Yaml.Replace("name: a", "name: b", StringComparison.Ordinal)).ShouldBe(fingerprint);
        Fingerprint(Yaml.Replace("v > 1", "v > 2", StringComparison.Ordinal)).ShouldNotBe(fingerprint);
        Fingerprint(Yaml.Replace("file: x", "file: z", StringComparison.Ordinal)).ShouldNotBe(fingerprint);
        Fingerprint(Yaml.Replace("file: y", "file: y.csv", StringComparison.Ordinal)).ShouldNotBe(fingerprint);
        Fingerprint(Yaml + "\nonError: skip").ShouldNotBe(fingerprint);
    }

    [Fact]
    public void The_parser_delivers_only_what_some_step_reads()
    {
        var graph = Compile("name: a\nsource: stdin\nsteps:\n  - parse: combined\n  - filter: status > 1\n  - select: [host]\nsink: stdout").Graph.ShouldNotBeNull();

        graph.Plan.First.Width.ShouldBe(2);
        graph.Output.IsOpen.ShouldBeFalse();
        graph.Output.Fields.ShouldHaveSingleItem().Name.ShouldBe("host");
    }

    [Fact]
    public void A_deep_pipeline_compiles()
    {
        var steps = string.Concat(Enumerable.Range(0, PipelineLimits.MaxSteps - 1).Select(index => $"  - map: {{ f{index}: {index} }}\n"));

        Compile($"name: a\nsource: stdin\nsteps:\n  - parse: json\n{steps}sink: stdout").Diagnostics.ShouldBeEmpty();
    }

    private static string Fingerprint(string yaml) => Compile(yaml).Graph.ShouldNotBeNull().Fingerprint;

    private static CompileResult Compile(string yaml)
    {
        var loaded = PipelineLoader.Load(yaml);
        return Compile(loaded.Definition.ShouldNotBeNull(string.Join("\n", loaded.Diagnostics)));
    }

    private static CompileResult Compile(PipelineDefinition definition) =>
        PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = "/data" });
}
