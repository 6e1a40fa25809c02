using System.Text;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions;

public sealed class ExpressionCompilerTests
{
    [Theory]
    [InlineData(404, "/api/x", true)]
    [InlineData(200, "/api/x", false)]
    [InlineData(500, "/home", false)]
    public void A_filter_reads_its_slots(double status, string path, bool expected)
    {
        var expression = Compile("status >= 400 && path.startsWith(\"/api\")", "status", "path");

        var bytes = Encoding.UTF8.GetBytes(path);
        Value[] row = [Value.Number(status), Value.Utf8(bytes, 0, bytes.Length)];

        expression.EvaluateTruth(new EvaluationFrame(row)).ShouldBe(expected);
        expression.Evaluate(new EvaluationFrame(row)).ShouldBe(Value.Boolean(expected));
    }

    [Fact]
    public void An_unknown_name_is_reported_where_it_stands_with_what_was_probably_meant()
    {
        var result = ExpressionCompiler.Compile("1 +\n  sttaus", new TestScope("status", "path"));

        result.Product.ShouldBeNull();
        var mistake = result.Diagnostics.ShouldHaveSingleItem();
        mistake.Code.ShouldBe(ExpressionErrorCode.UnknownName);
        mistake.Position.ShouldBe(new SourcePosition(6, 2, 3));
        mistake.Suggestion.ShouldBe("status");
    }

    [Fact]
    public void Every_unknown_name_is_reported_in_the_order_of_the_text()
    {
        var result = ExpressionCompiler.Compile("a + b.c + f(d)", TestScope.Empty);

        result.Diagnostics.Select(mistake => mistake.Position.Column).ShouldBe([1, 5, 11, 13]);
    }

    [Theory]
    [InlineData("a.b.c + a.b", "a.b")]
    [InlineData("a.b.c + a.d", "a.b.c,a.d")]
    [InlineData("a.b.c + a", "a")]
    [InlineData("a?.b?.c", "a.b.c")]
    [InlineData("a['b'].c", "a.b.c")]
    [InlineData("a.b[0].c", "a.b")]
    [InlineData("a.b.startsWith('x')", "a.b")]
    [InlineData("a.b.length", "a.b")]
    [InlineData("$.a.b + d", "$.a.b,d")]
    [InlineData("[1].map(a => a.b)[d]", "d")]
    [InlineData("a.b.map(x => x.y + d.e)", "a.b,d.e")]
    [InlineData("1 + 2", "")]
    public void The_paths_that_an_expression_reads_are_known(string text, string paths)
    {
        var expression = Compile(text, "$", "a", "d");

        string.Join(',', expression.ReferencedPaths).ShouldBe(paths);
        expression.IsConstant.ShouldBe(paths.Length == 0);
    }

    [Fact]
    public void The_slots_and_names_that_an_expression_reads_are_sorted()
    {
        var expression = Compile("d + a.b + $.x + d", "$", "a", "d");

        expression.ReferencedSlots.ShouldBe([0, 1, 2]);
        expression.ReferencedNames.ShouldBe(["$", "a", "d"]);
    }

    [Fact]
    public void A_field_of_null_is_a_fault_with_position_and_remedy()
    {
        var expression = Compile("a.b", "a");

        var fault = Should.Throw<ExpressionException>(() => expression.Evaluate(new EvaluationFrame([Value.Null])));

        fault.Code.ShouldBe(ExpressionErrorCode.WrongKind);
        fault.Position.Column.ShouldBe(3);
        fault.Message.ShouldContain("?.b");
    }

    private static CompiledExpression Compile(string text, params string[] names) =>
        ExpressionCompiler.Compile(text, new TestScope(names)).OrThrow();
}
