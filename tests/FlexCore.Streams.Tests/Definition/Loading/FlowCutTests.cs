using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition.Loading;

public sealed class FlowCutTests
{
    private const string Advice = "Put the expression in quotes: a comma separates entries inside { }.";

    [Theory]
    [InlineData("group: { aggregate: { s: sum(total, 1) } }", "'1)' must be a text, not nothing.")]
    [InlineData("map: { a: max(b, c), d: e }", "'c)' must be a text, not nothing.")]
    [InlineData("group: { by: [ { k: concat(a, b) } ], aggregate: { n: count() } }", "'b)' must be a text, not nothing.")]
    [InlineData("window: { tumbling: 1m, time: parse(a, b), aggregate: { n: count() } }", "The window step has no key 'b)'.")]
    public void An_expression_that_a_comma_cut_gets_the_advice_to_quote_it(string step, string message)
    {
        var diagnostic = Load(step).ShouldHaveSingleItem();

        diagnostic.Message.ShouldBe(message);
        diagnostic.Suggestion.ShouldBe(Advice);
    }

    [Fact]
    public void Every_piece_of_a_call_with_several_commas_gets_the_advice()
    {
        var diagnostics = Load("map: { a: f(b, c, d) }");

        diagnostics.Select(diagnostic => diagnostic.Message).ShouldBe(["'c' must be a text, not nothing.", "'d)' must be a text, not nothing."]);
        diagnostics.ShouldAllBe(diagnostic => diagnostic.Suggestion == Advice);
    }

    [Fact]
    public void A_step_whose_condition_was_cut_gets_the_advice()
    {
        var diagnostic = Load("{ filter: includes(a, b) }").ShouldHaveSingleItem();

        diagnostic.Code.ShouldBe(DiagnosticCodes.UnknownOperator);
        diagnostic.Suggestion.ShouldBe(Advice);
    }

    [Theory]
    [InlineData("map: { a: b, c: }")]
    [InlineData("map: { c: }")]
    [InlineData("map: { a: f(b), c: }")]
    [InlineData("map: { a: '(', c: }")]
    [InlineData("map: { a: { x: f(b }, c: }")]
    public void An_empty_entry_that_no_cut_explains_gets_no_such_advice(string step)
    {
        Load(step).ShouldContain(diagnostic => diagnostic.Message == "'c' must be a text, not nothing." && diagnostic.Suggestion == null);
    }

    [Fact]
    public void A_quoted_expression_is_whole()
    {
        Load("group: { aggregate: { s: \"quantile(total, 0.5)\" } }").ShouldBeEmpty();
    }

    private static IReadOnlyList<PipelineDiagnostic> Load(string item) =>
        PipelineLoader.Load($"name: a\nsource: stdin\nsink: stdout\nsteps:\n  - {item}").Diagnostics;
}
