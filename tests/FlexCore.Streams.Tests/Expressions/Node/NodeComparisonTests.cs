using System.Text.Json;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions.Node;

public sealed class NodeComparisonTests
{
    private const int FewestCases = 300;

    [Fact]
    public void The_table_is_large_and_gives_a_reason_for_every_difference()
    {
        var cases = NodeTable.Read();

        cases.Count(static entry => entry.Ours is null).ShouldBeGreaterThan(FewestCases);
        cases.Where(static entry => entry.Ours is not null && string.IsNullOrWhiteSpace(entry.Reason)).ShouldBeEmpty();
        cases.GroupBy(static entry => entry.Expression).Where(static same => same.Count() > 1).Select(static same => same.Key).ShouldBeEmpty();
    }

    [NodeFact]
    public async Task Every_expression_gives_what_node_gives_or_differs_as_documented()
    {
        var cases = NodeTable.Read();
        var theirs = await NodeProcess.EvaluateAsync([.. cases.Select(static entry => entry.Expression)], "row.json", FieldOrder.AsIs);
        theirs.Count.ShouldBe(cases.Count);

        var mistakes = new List<string>();
        for (var i = 0; i < cases.Count; i++)
        {
            var ours = Evaluate(cases[i].Expression);
            var expected = cases[i].Ours ?? theirs[i];
            if (ours != expected)
            {
                mistakes.Add($"{cases[i].Expression}\n  ours {ours}\n  expected {expected}");
            }
            else if (cases[i].Ours is not null && ours == theirs[i])
            {
                mistakes.Add($"{cases[i].Expression}\n  is documented as a difference, but both give {ours}");
            }
        }

        mistakes.ShouldBeEmpty(string.Join('\n', mistakes));
    }

    [Fact]
    public void Every_documented_result_of_ours_holds_without_node()
    {
        foreach (var entry in NodeTable.Read().Where(static entry => entry.Ours is not null))
        {
            Evaluate(entry.Expression).ShouldBe(entry.Ours, entry.Expression);
        }
    }

    [Fact]
    public void Every_expression_gives_the_same_when_it_is_printed_and_parsed_again()
    {
        foreach (var entry in NodeTable.Read())
        {
            if (ExpressionParser.Parse(entry.Expression).TryGet(out var syntax))
            {
                Evaluate(syntax.ToString()).ShouldBe(Evaluate(entry.Expression), $"{entry.Expression} printed as {syntax}");
            }
        }
    }

    [Fact]
    public void Every_expression_gives_the_same_on_texts_that_are_not_in_a_buffer()
    {
        foreach (var entry in NodeTable.Read())
        {
            Evaluate(entry.Expression, static value => value.IsString ? Value.String(value.AsString()) : value)
                .ShouldBe(Evaluate(entry.Expression), entry.Expression);
        }
    }

    private static string Evaluate(string text) => Evaluate(text, static value => value);

    private static string Evaluate(string text, Func<Value, Value> represent)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf(Path.Combine(NodeProcess.Folder, "row.json"))));
        var fields = json.RootElement.EnumerateObject().ToList();
        Value[] row = [ResultText.FromJson(json.RootElement), .. fields.Select(field => represent(ResultText.FromJson(field.Value)))];
        var scope = new TestScope(["$", .. fields.Select(static field => field.Name)]);
        var compiled = ExpressionCompiler.Compile(text, scope);
        if (!compiled.TryGet(out var expression))
        {
            return "throws";
        }

        try
        {
            return ResultText.Of(expression.Evaluate(new EvaluationFrame(row)));
        }
        catch (ExpressionException)
        {
            return "throws";
        }
    }
}
