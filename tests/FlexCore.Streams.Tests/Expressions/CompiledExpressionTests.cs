using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions;

public sealed class CompiledExpressionTests
{
    [Theory]
    [InlineData("status >= 400 && path.startsWith(\"/api\")")]
    [InlineData("status === 404 || path === '/api/x' || path.endsWith('x') && path.includes('é')")]
    [InlineData("status % 100 !== 4 ? status / 3 > 1 : !path")]
    [InlineData("status > path.length && path < 'z'")]
    [InlineData("path == '/api/x' || typeof path === 'string' && (nothing ?? status) > 3")]
    [InlineData("path.split('/')[1] === 'api' && path.split('?')[3] === undefined")]
    public void A_filter_over_slices_allocates_nothing(string text)
    {
        var expression = Compile(text);
        Value[] row = [Value.Number(404), ResultText.Utf8("/api/é"), Value.Null];
        for (var i = 0; i < 100; i++)
        {
            expression.EvaluateTruth(new EvaluationFrame(row));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            expression.EvaluateTruth(new EvaluationFrame(row));
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData("path.slice(1, 4)", "api")]
    [InlineData("path.split('/')[1]", "api")]
    [InlineData("path.trim()", "/api/x")]
    public void A_part_of_ascii_text_shares_the_source_buffer(string text, string expected)
    {
        var row = new[] { Value.Null, ResultText.Utf8("/api/x"), Value.Null };

        var value = Compile(text).Evaluate(new EvaluationFrame(row));

        value.AsString().ShouldBe(expected);
        row[1].Utf8Span().Overlaps(value.Utf8Span()).ShouldBeTrue();
    }

    [Fact]
    public async Task Many_threads_evaluate_the_same_expression_at_the_same_time()
    {
        var expression = Compile("[status, 1, 2].map(x => [x, 10].map(y => x * y).reduce((a, b) => a + b)).join()");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            var texts = new HashSet<string>();
            for (var i = 0; i < 500; i++)
            {
                texts.Add(expression.Evaluate(new EvaluationFrame([Value.Number(worker), Value.Null, Value.Null])).AsString());
            }

            return texts.Single();
        })));

        results.ShouldBe(Enumerable.Range(0, 8).Select(static worker => $"{(worker * worker) + (worker * 10)},11,24"));
    }

    [Fact]
    public void More_parameters_than_fit_the_small_buffer_keep_their_values()
    {
        var text = "[[1, 2, 3]].map(([a, b, c]) => [[4, 5, 6]].map(([d, e, f]) => [a, b, c, d, e, f].join(''))[0])[0]";

        Compile(text).Evaluate(new EvaluationFrame(new Value[3])).AsString().ShouldBe("123456");
        Compile($"{text} === '123456'").EvaluateTruth(new EvaluationFrame(new Value[3])).ShouldBeTrue();
        Compile($"+{text}").EvaluateNumber(new EvaluationFrame(new Value[3])).ShouldBe(123456);
    }

    [Theory]
    [InlineData("status", 404)]
    [InlineData("path.length", 6)]
    [InlineData("'0x10'", 16)]
    [InlineData("nothing", 0)]
    [InlineData("status > 1", 1)]
    [InlineData("path", double.NaN)]
    [InlineData("status > 1 ? -status : +path", -404)]
    public void A_number_is_what_javascript_makes_of_the_value(string text, double expected) =>
        Compile(text).EvaluateNumber(new EvaluationFrame([Value.Number(404), ResultText.Utf8("/api/x"), Value.Null])).ShouldBe(expected);

    [Fact]
    public void An_id_with_more_digits_than_a_double_holds_passes_unchanged_and_equals_only_itself()
    {
        var id = Value.Number(new ExactNumber("12345678901234567890", 12345678901234567890d));
        var other = Value.Number(new ExactNumber("12345678901234567891", 12345678901234567890d));
        var expression = Compile("[status, status === path, status === 12345678901234567890, `${status}`, typeof status, [path].includes(status), status > 1]");

        var value = expression.Evaluate(new EvaluationFrame([id, other, Value.Null])).AsArray();

        value[0].TryGetExactNumber(out var exact).ShouldBeTrue();
        exact?.Text.ShouldBe("12345678901234567890");
        ResultText.Of(Value.Array(value)).ShouldBe("[12345678901234567890,false,true,\"12345678901234567890\",\"number\",false,true]");
    }

    [Fact]
    public void The_argument_of_an_aggregate_is_compiled_on_its_own()
    {
        var call = ExpressionParser.Parse("quantile(bytes / 1024, 0.95)").OrThrow().ShouldBeOfType<CallSyntax>();

        call.FunctionName.ShouldBe("quantile");
        call.Arguments.Count.ShouldBe(2);
        var argument = ExpressionCompiler.Compile(call.Arguments[0], new TestScope("bytes")).OrThrow();
        argument.EvaluateNumber(new EvaluationFrame([Value.Number(2048)])).ShouldBe(2);
        ExpressionCompiler.Compile(call.Arguments[1], new TestScope("bytes")).OrThrow().IsConstant.ShouldBeTrue();
    }

    [Fact]
    public void A_mistake_in_an_argument_keeps_its_place_in_the_whole_text()
    {
        var call = ExpressionParser.Parse("count(\n  sttaus > 1)").OrThrow().ShouldBeOfType<CallSyntax>();

        ExpressionCompiler.Compile(call.Arguments[0], new TestScope("status")).Diagnostics.ShouldHaveSingleItem().Position.ToString().ShouldBe("2:3");
    }

    [Fact]
    public void A_field_may_hide_a_function_but_not_a_namespace()
    {
        var scope = new TestScope("hash", "Math", "$");
        var record = new ObjectValue();
        record.Set("Math", Value.Number(5));
        Value[] row = [Value.Number(1), Value.Null, Value.Object(record)];

        ExpressionCompiler.Compile("hash + $.Math + Math.abs(-1)", scope).OrThrow().EvaluateNumber(new EvaluationFrame(row)).ShouldBe(7);
        ExpressionCompiler.Compile("hash(1) > 1", scope).OrThrow().EvaluateTruth(new EvaluationFrame(row)).ShouldBeTrue();
    }

    private static CompiledExpression Compile(string text) =>
        ExpressionCompiler.Compile(text, new TestScope("status", "path", "nothing")).OrThrow();
}
