using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition;

public sealed class PipelineLoaderTests
{
    private const string Minimal = "name: a\nsource: stdin\nsink: stdout\n";

    [Theory]
    [InlineData("name: a\nsource: stdin\nsink: stdout\nname: b", DiagnosticCodes.DuplicateKey, 4, 1)]
    [InlineData("name: a\nsource: stdin\nsinks: [stdout]\nstep: []", DiagnosticCodes.UnknownKey, 4, 1)]
    [InlineData("name: a\nsource: { fil: x }\nsink: stdout", DiagnosticCodes.UnknownOperator, 2, 11)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\nsteps:\n  - parse: json\n  - fliter: a > 1", DiagnosticCodes.UnknownOperator, 6, 5)]
    [InlineData("name: a\nsource: stdin", DiagnosticCodes.MissingKey, 1, 1)]
    [InlineData("source: stdin\nsink: stdout", DiagnosticCodes.MissingKey, 1, 1)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\npartitions: many", DiagnosticCodes.InvalidValue, 4, 13)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\npartitions: 0", DiagnosticCodes.InvalidValue, 4, 13)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\ncheckpoint: { every: 5 minutes }", DiagnosticCodes.InvalidValue, 4, 22)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\nonError: ignore", DiagnosticCodes.InvalidValue, 4, 10)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\nsteps: { filter: a }", DiagnosticCodes.WrongType, 4, 8)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\nsteps: [ { parse: jsno } ]", DiagnosticCodes.InvalidValue, 4, 19)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\nsteps: [ { filter: { a: b } } ]", DiagnosticCodes.WrongType, 4, 20)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\nsteps: [ { filter: \"x > ${limit}\" } ]", DiagnosticCodes.UnknownVariable, 4, 25)]
    [InlineData("name: a\nsource: stdin\nsink: [", DiagnosticCodes.Syntax, 4, 1)]
    [InlineData("- a\n- b", DiagnosticCodes.WrongType, 1, 1)]
    [InlineData("", DiagnosticCodes.Syntax, 1, 1)]
    [InlineData("name: *nobody", DiagnosticCodes.Syntax, 1, 7)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\n---\nname: b", DiagnosticCodes.Syntax, 4, 1)]
    [InlineData("name: a\nsource: stdin\nsink: stdout\nsteps: [ { window: { tumbling: 0s, time: t, aggregate: { n: count() } } } ]", DiagnosticCodes.InvalidValue, 4, 32)]
    public void A_mistake_is_reported_with_its_place(string text, string code, int line, int column)
    {
        var result = PipelineLoader.Load(text);

        result.Definition.ShouldBeNull();
        var found = result.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Line, diagnostic.Column)).ToList();
        found.ShouldContain((code, line, column), string.Join("\n", result.Diagnostics));
    }

    [Theory]
    [InlineData("fliter: a > 1", "Did you mean 'filter'?")]
    [InlineData("windw: {}", "Did you mean 'window'?")]
    [InlineData("exlpode: {}", "Did you mean 'explode'?")]
    public void A_misspelt_step_gets_a_suggestion(string step, string suggestion)
    {
        var result = PipelineLoader.Load($"{Minimal}steps:\n  - {step}");

        result.Diagnostics.ShouldHaveSingleItem().Suggestion.ShouldBe(suggestion);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_in_the_order_of_the_file()
    {
        var result = PipelineLoader.Load("name: a\nsurce: stdin\nsteps:\n  - fliter: x\n  - prase: json\nsink: stdout");

        result.Diagnostics.Select(diagnostic => diagnostic.Line).ShouldBe([1, 2, 4, 5]);
    }

    [Fact]
    public void Aliases_stand_for_what_their_anchor_holds()
    {
        var result = PipelineLoader.Load("name: a\nsource: stdin\nsteps:\n  - select: &names [x, y]\n  - omit: *names\nsink: stdout");

        var steps = result.Definition.ShouldNotBeNull(string.Join("\n", result.Diagnostics)).Steps;
        ((OmitStep)steps[1]).Fields.ShouldBe(((SelectStep)steps[0]).Fields);
    }

    [Fact]
    public void An_alias_bomb_stops_at_the_node_limit()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(
            Enumerable.Range(1, 9).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));

        PipelineLoader.Load(bomb).Diagnostics.ShouldHaveSingleItem().Code.ShouldBe(DiagnosticCodes.TooLarge);
    }

    [Fact]
    public void An_alias_inside_its_own_anchor_is_refused()
    {
        PipelineLoader.Load("name: &a [ *a ]").Diagnostics.ShouldHaveSingleItem().Code.ShouldBe(DiagnosticCodes.Syntax);
    }

    [Fact]
    public void Deep_nesting_stops_at_the_depth_limit()
    {
        var deep = "name: " + new string('[', 200) + new string(']', 200);

        PipelineLoader.Load(deep).Diagnostics.ShouldHaveSingleItem().Code.ShouldBe(DiagnosticCodes.TooLarge);
    }

    [Fact]
    public void A_huge_file_is_refused_without_reading_it()
    {
        PipelineLoader.Load(new string('#', DocumentReader.MaxLength + 1)).Diagnostics.ShouldHaveSingleItem().Code.ShouldBe(DiagnosticCodes.TooLarge);
    }

    [Fact]
    public void A_folder_is_said_to_be_one() =>
        PipelineLoader.LoadFile(Path.GetTempPath()).Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("is a folder, not a pipeline file");

    [Fact]
    public void A_missing_file_is_named()
    {
        var result = PipelineLoader.LoadFile("/nowhere/pipeline.yaml");

        result.Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("/nowhere/pipeline.yaml");
    }

    [Fact]
    public void Overrides_replace_declared_variables()
    {
        const string Text = "name: a\nvars: { n: 1 }\nsource: stdin\nsteps: [ { batch: { size: \"${n}\" } } ]\nsink: stdout";

        var result = PipelineLoader.Load(Text, new Dictionary<string, string> { ["n"] = "7" });

        result.Definition.ShouldNotBeNull().Steps[0].ShouldBe(new BatchStep(7));
    }

    [Fact]
    public void An_override_of_an_undeclared_variable_is_a_mistake_with_a_suggestion()
    {
        var result = PipelineLoader.Load("name: a\nvars: { threshold: 1 }\nsource: stdin\nsink: stdout", new Dictionary<string, string> { ["treshold"] = "7" });

        result.Diagnostics.ShouldHaveSingleItem().Suggestion.ShouldBe("Did you mean 'threshold'?");
    }

    [Theory]
    [InlineData("'`id-${id}`'", "`id-${id}`")]
    [InlineData("'`id-${n}`'", "`id-5`")]
    [InlineData("'$${n}'", "${n}")]
    [InlineData("'${ n } + ${n}'", "5 + 5")]
    public void Template_literals_and_escapes_survive_substitution(string yaml, string expected)
    {
        var result = PipelineLoader.Load($"{Minimal}vars: {{ n: 5 }}\nsteps:\n  - filter: {yaml}");

        result.Definition.ShouldNotBeNull(string.Join("\n", result.Diagnostics)).Steps[0].ShouldBe(new FilterStep(expected));
    }

    [Fact]
    public void Places_inside_texts_survive_substitution_and_blocks()
    {
        var result = PipelineLoader.Load(
            "name: a\nvars: { limit: 4000 }\nsource: stdin\nsteps:\n  - filter: a > ${limit} && b\n  - filter: |\n      first\n        && second\nsink: stdout");

        var steps = result.Definition.ShouldNotBeNull().Steps;
        var inline = ((FilterStep)steps[0]).Condition;
        inline.Text.ShouldBe("a > 4000 && b");
        Place(inline, inline.Text.IndexOf('a', StringComparison.Ordinal)).ShouldBe("5:13");
        Place(inline, inline.Text.IndexOf("000", StringComparison.Ordinal)).ShouldBe("5:17");
        Place(inline, inline.Text.IndexOf('b', StringComparison.Ordinal)).ShouldBe("5:29");
        var block = ((FilterStep)steps[1]).Condition;
        Place(block, block.Text.IndexOf("first", StringComparison.Ordinal)).ShouldBe("7:7");
        Place(block, block.Text.IndexOf("second", StringComparison.Ordinal)).ShouldBe("8:12");
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("1m", 60_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("5 s", 5_000)]
    public void Durations_have_a_number_and_a_unit(string text, double milliseconds)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("5sm")]
    [InlineData("0.0001ms")]
    [InlineData("99999999999999999999d")]
    [InlineData("4000d")]
    public void Anything_else_is_not_a_duration(string text)
    {
        DurationText.TryParse(text, out _).ShouldBeFalse();
    }

    private static string Place(DefinitionText text, int offset) => text.MarkAt(offset).ToString();
}
