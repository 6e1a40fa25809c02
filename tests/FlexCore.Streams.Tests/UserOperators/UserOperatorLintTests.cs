using FlexCore.Streams.Building;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Compilation;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.UserOperators;

namespace FlexCore.Streams.Tests.UserOperators;

public sealed class UserOperatorLintTests
{
    private static readonly OperatorRegistry Registry =
        new(MaskOperator.Description, WordsOperator.Description, RunningTotalOperator.Description, FaultyOperator.Unmakeable, Everything());

    [Theory]
    [InlineData("maks: { field: line }", "5:5 There is no step 'maks'. Did you mean 'mask'?")]
    [InlineData("mask: { feild: line }", "5:5 The mask step needs the option 'field': the field with the number. |5:13 The mask step has no option 'feild'. Did you mean 'field'?")]
    [InlineData("mask: { field: lien }", "5:20 There is no field 'lien' at this step. Did you mean 'line'?")]
    [InlineData("mask: { field: line, keep: four }", "5:32 'keep' must be a whole number, not 'four'. ")]
    [InlineData("mask: { field: line, keep: 9 }", "5:32 The mask step does not accept 'keep': at most 6 digits may stay readable, not 9. ")]
    [InlineData("mask: { field: [line, line] }", "5:13 'field' must be one value, not a list of 2. ")]
    [InlineData("mask: { field: { a: b } }", "5:20 'field' must be a text, not a mapping. ")]
    [InlineData("mask: line", "5:11 'mask' must be a mapping, not a text. ")]
    [InlineData("mask", "5:5 The mask step needs the option 'field': the field with the number. ")]
    [InlineData("words: { of: line + }", "5:24 ")]
    [InlineData("words: { of: lien }", "5:18 'lien' is not")]
    [InlineData("unmakeable: {}", "5:5 The operator 'unmakeable' cannot be made: NotSupportedException: never ")]
    [InlineData("everything: { number: x }", "5:27 'number' must be a number, not 'x'. ")]
    [InlineData("everything: { flag: yes }", "5:25 'flag' must be true or false, not 'yes'. ")]
    [InlineData("everything: { duration: 1 minute }", "5:29 'duration' must be a duration such as 500ms, 10s, 1m, 2h or 1d, not '1 minute'. ")]
    [InlineData("everything: { choice: gren }", "5:27 'choice' must be one of red, green, not 'gren'. Did you mean 'green'?")]
    [InlineData("everything: { fields: [] }", "5:19 'fields' must not be empty. ")]
    public void A_mistake_is_reported_at_its_place(string step, string expected)
    {
        var found = Mistakes(step).Select(item => $"{item.Line}:{item.Column} {item.Message} {item.Suggestion}").ToArray();

        var wanted = expected.Split('|');
        found.Length.ShouldBe(wanted.Length, string.Join("\n", found));
        for (var i = 0; i < wanted.Length; i++)
        {
            found[i].ShouldStartWith(wanted[i]);
        }
    }

    [Fact]
    public void Yaml_json_and_code_give_equal_definitions()
    {
        var yaml = Load("everything: { number: 2.5, flag: true, duration: 1500ms, choice: red, fields: [line], text: hello }");
        var json = Load("{ \"everything\": { \"number\": 2.5, \"flag\": true, \"duration\": \"1500ms\", \"choice\": \"red\", \"fields\": [ \"line\" ], \"text\": \"hello\" } }");
        var code = Pipeline.Named("a").From(Source.Stdin())
            .Operator("everything", ("number", 2.5), ("flag", true), ("duration", TimeSpan.FromMilliseconds(1500)), ("choice", "red"), ("fields", new[] { "line" }), ("text", "hello"))
            .To(Sink.Stdout()).Build();

        json.ShouldBe(yaml);
        code.ShouldBe(yaml);
    }

    [Fact]
    public void A_value_that_no_file_can_hold_is_refused_in_code() => Should.Throw<ArgumentException>(() => Pipeline.Named("a").Operator("x", ("y", new object())));

    [Fact]
    public void An_operator_that_the_compiler_does_not_get_is_named()
    {
        var definition = Load("words: { of: line }");

        var found = PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = "/data" }).Diagnostics.ShouldHaveSingleItem();

        found.Code.ShouldBe(DiagnosticCodes.UnknownOperator);
        found.Suggestion.ShouldNotBeNull().ShouldContain("registry");
    }

    [Fact]
    public void Name_version_and_options_are_part_of_the_fingerprint()
    {
        var one = Fingerprint("mask: { field: line }", Registry);

        Fingerprint("mask: { keep: 4, field: line }", Registry).ShouldBe(one, "a default that is written out, in another order");
        Fingerprint("mask: { field: line, keep: 5 }", Registry).ShouldNotBe(one);
        var newer = new OperatorRegistry(OperatorDescription.Stateless("mask", 2, setup => new MaskOperator(setup)) with { Options = MaskOperator.Description.Options });
        Fingerprint("mask: { field: line }", newer).ShouldNotBe(one);
    }

    [Fact]
    public void Fields_asked_for_too_late_are_named()
    {
        var isCompiled = false;
        var description = OperatorDescription.Stateless("fickle", 1, setup =>
        {
            _ = setup.Writes(isCompiled ? "other" : "one");
            isCompiled = true;
            return new Nothing();
        });
        var registry = new OperatorRegistry(description);
        var graph = PipelineCompiler.Compile(Load("fickle", registry), new CompileOptions { BaseDirectory = "/data", Operators = registry }).Graph.ShouldNotBeNull();

        Should.Throw<InvalidOperationException>(() => graph.Plan.First.Instantiate(RunMeters.Unwatched(steps: 9))).Message.ShouldContain("writes the field 'other'");
    }

    private static OperatorDescription Everything() => OperatorDescription.Stateless("everything", 1, setup =>
    {
        setup.Number("number").ShouldBe(2.5);
        setup.Flag("flag").ShouldBeTrue();
        setup.Duration("duration").ShouldBe(TimeSpan.FromMilliseconds(1500));
        setup.Texts("fields").ShouldBe(["line"]);
        setup.Has("text").ShouldBe(true);
        Should.Throw<InvalidOperationException>(() => setup.Text("none")).Message.ShouldContain("'none'");
        return new Nothing();
    }) with
    {
        Options =
        [
            new OperatorOption("number", OptionKind.Number, "a number") { Default = "2.5" },
            new OperatorOption("flag", OptionKind.Flag, "a flag") { Default = "true" },
            new OperatorOption("duration", OptionKind.Duration, "a duration") { Default = "1500ms" },
            new OperatorOption("choice", OptionKind.Choice, "a choice") { Choices = ["red", "green"] },
            new OperatorOption("fields", OptionKind.Fields, "fields") { Default = "line" },
            new OperatorOption("text", OptionKind.Text, "a text") { Default = "hi" },
        ],
    };

    private static string Fingerprint(string step, OperatorRegistry registry) => PipelineCompiler
        .Compile(Load(step, registry), new CompileOptions { BaseDirectory = "/data", Operators = registry }).Graph.ShouldNotBeNull().Fingerprint;

    private static PipelineDefinition Load(string step, OperatorRegistry? registry = null)
    {
        var loaded = PipelineLoader.Load($"name: a\nsource: stdin\nsink: stdout\nsteps:\n  - {step}", new LoadOptions { Operators = registry ?? Registry });
        loaded.Diagnostics.ShouldBeEmpty();
        return loaded.Definition.ShouldNotBeNull();
    }

    private static IReadOnlyList<PipelineDiagnostic> Mistakes(string step)
    {
        var loaded = PipelineLoader.Load($"name: a\nsource: stdin\nsink: stdout\nsteps:\n  - {step}", new LoadOptions { Operators = Registry });
        return loaded.Definition is { } definition
            ? PipelineCompiler.Compile(definition, new CompileOptions { BaseDirectory = "/data", Operators = Registry }).Diagnostics
            : loaded.Diagnostics;
    }

    private sealed class Nothing : RecordOperator
    {
        public override void Process(ref RecordAccess record)
        {
        }
    }
}
