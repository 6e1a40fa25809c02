using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Tests.Definition.Loading;

public sealed class VariableSubstitutionTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["n"] = "5", ["long-name.1"] = "twelve", ["empty"] = "", ["self"] = "${n}" };

    [Theory]
    [InlineData("nothing here", "nothing here")]
    [InlineData("${n}", "5")]
    [InlineData("a${n}b${n}c", "a5b5c")]
    [InlineData("${ long-name.1 }!", "twelve!")]
    [InlineData("[${empty}]", "[]")]
    [InlineData("${self}", "${n}")]
    [InlineData("$n {n} $", "$n {n} $")]
    [InlineData("$${n}", "${n}")]
    [InlineData("$$${n}", "$${n}")]
    [InlineData("`${n} ${other}`", "`5 ${other}`")]
    [InlineData("${}", "${}")]
    [InlineData("${1a}", "${1a}")]
    public void References_are_replaced_once_and_everything_else_stays(string text, string expected)
    {
        var diagnostics = new DiagnosticBag();

        Apply(text, diagnostics).Text.ShouldBe(expected);

        diagnostics.Items.ShouldBeEmpty();
    }

    [Fact]
    public void A_text_without_references_is_the_same_object()
    {
        var text = new DefinitionText("status >= 400", new Mark(3, 5));

        new VariableSubstitution(Variables, new DiagnosticBag()).Apply(text).ShouldBeSameAs(text);
    }

    [Theory]
    [InlineData("a > ${nn}", "The variable 'nn' is not declared.", "Did you mean 'n'?", 7)]
    [InlineData("${n} ${lnog-name.1}", "The variable 'lnog-name.1' is not declared.", "Did you mean 'long-name.1'?", 8)]
    [InlineData("${unlikely_thing}", "The variable 'unlikely_thing' is not declared.", "Allowed here: n, long-name.1, empty, self.", 3)]
    public void An_undeclared_variable_is_reported_at_its_place(string text, string message, string suggestion, int column)
    {
        var diagnostics = new DiagnosticBag();

        Apply(text, diagnostics);

        var found = diagnostics.Items.ShouldHaveSingleItem();
        (found.Code, found.Message, found.Suggestion, found.Line, found.Column).ShouldBe((DiagnosticCodes.UnknownVariable, message, suggestion, 2, column));
    }

    [Fact]
    public void Without_any_variable_the_way_to_declare_or_escape_is_told()
    {
        var diagnostics = new DiagnosticBag();

        new VariableSubstitution(new Dictionary<string, string>(), diagnostics).Apply("${x}");

        diagnostics.Items.ShouldHaveSingleItem().Suggestion.ShouldBe("Declare it under vars, or write $${ for a literal ${.");
    }

    [Fact]
    public void Every_character_that_was_not_replaced_keeps_its_place()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var source = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(4) switch
            {
                0 => "${n}",
                1 => "${long-name.1}",
                2 => "$${",
                _ => ((char)('a' + random.Next(26))).ToString() + '=',
            }));

            var result = Apply(source, new DiagnosticBag());

            var at = 0;
            for (var i = 0; i < source.Length;)
            {
                var (taken, given) = source[i..] switch
                {
                    ['$', '$', ..] => (3, 2),
                    ['$', '{', 'n', ..] => (4, 1),
                    ['$', '{', ..] => (14, 6),
                    _ => (1, 1),
                };
                result.MarkAt(at).ToString().ShouldBe($"2:{3 + i}", $"seed {seed}: {source}");
                (i, at) = (i + taken, at + given);
            }

            at.ShouldBe(result.Text.Length, $"seed {seed}: {source}");
        }
    }

    [Theory]
    [InlineData("vars: [a]", "'vars' must be a mapping, not a list.")]
    [InlineData("vars: text", "'vars' must be a mapping, not a text.")]
    [InlineData("vars: { a: [1] }", "The variable 'a' must be a text, number or boolean, not a list.")]
    [InlineData("vars: { a: }", "The variable 'a' must be a text, number or boolean, not nothing.")]
    [InlineData("vars: { a: { b: c } }", "The variable 'a' must be a text, number or boolean, not a mapping.")]
    [InlineData("vars: ", null)]
    [InlineData("vars: {}", null)]
    [InlineData("vars: { a: '', b: true, c: 1.50 }", null)]
    public void Variables_are_simple_values(string vars, string? message)
    {
        var result = PipelineLoader.Load($"name: a\nsource: stdin\nsink: stdout\n{vars}");

        result.Diagnostics.Select(diagnostic => diagnostic.Message).ShouldBe(message is null ? [] : [message]);
    }

    [Fact]
    public void A_number_keeps_its_spelling()
    {
        var result = PipelineLoader.Load("name: a\nvars: { x: 1.50 }\nsource: stdin\nsteps: [ { filter: 'a > ${x}' } ]\nsink: stdout");

        ((FilterStep)result.Definition.ShouldNotBeNull().Steps[0]).Condition.Text.ShouldBe("a > 1.50");
    }

    private static DefinitionText Apply(string text, DiagnosticBag diagnostics) =>
        new VariableSubstitution(Variables, diagnostics).Apply(new DefinitionText(text, new Mark(2, 3)));
}
