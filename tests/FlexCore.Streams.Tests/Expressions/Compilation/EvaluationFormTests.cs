using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions.Compilation;

/// <summary>One expression has one meaning: whole, as truth and as number, over UTF-8 slices, UTF-16 text and numbers with all their digits.</summary>
public sealed class EvaluationFormTests
{
    private static readonly string[] Words = ["", "a", "abc", "ABC", "12", " 12 ", "0x1f", "1e3", "é", "😀", "\ue000", "9007199254740993", "true", "null"];

    private static readonly string[] Expressions =
    [
        "a", "!a", "a && b", "a || b", "a ?? b", "a ? b : 1", "a === b", "a !== b", "a == b", "a != b", "a < b", "a <= b", "a > b", "a >= b",
        "a + b", "a - b", "a * b", "a / b", "a % b", "-a", "+a", "~a", "a | b", "a & 7", "a ^ b", "a << 1", "a >>> 1", "typeof a",
        "`${a}${b}`", "[a, b]", "[a].includes(b)", "{ x: a }.x", "a === '12'", "a == 12", "a > 10", "String(a).length", "String(a).startsWith('a')",
        "String(a).includes(b)", "String(a).endsWith('c')", "String(a).indexOf(b)", "String(a).slice(1)", "String(a).toUpperCase()",
        "String(a).split('b')[0]", "String(a).at(-1)", "String(a)[0]", "[b, a].sort()", "[a].map(x => x === b)", "Number(a)", "isNaN(a)", "Boolean(b)",
    ];

    public static TheoryData<string> Texts() => [.. Expressions];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Utf8_and_utf16_text_give_the_same(string text)
    {
        var expression = Compile(text);
        foreach (var a in Words)
        {
            foreach (var b in Words)
            {
                var expected = ResultText.Of(expression.Evaluate(new EvaluationFrame([Value.String(a), Value.String(b)])));
                Value[][] rows = [[ResultText.Utf8(a), ResultText.Utf8(b)], [Value.String(a), ResultText.Utf8(b)], [ResultText.Utf8(a), Value.String(b)]];
                foreach (var row in rows)
                {
                    ResultText.Of(expression.Evaluate(new EvaluationFrame(row))).ShouldBe(expected, $"{text} with a = '{a}', b = '{b}'");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Truth_and_number_are_those_of_the_whole_value(string text)
    {
        var expression = Compile(text);
        var truth = Compile($"Boolean({text})");
        var number = Compile($"Number({text})");
        Value[] operands =
        [
            .. Words.Select(ResultText.Utf8), Value.Undefined, Value.Null, Value.True, Value.False, Value.Number(0), Value.Number(-0.0),
            Value.Number(double.NaN), Value.Number(double.PositiveInfinity), Value.Number(12), Exact("9007199254740993"), Exact("9007199254740995"),
        ];
        foreach (var a in operands)
        {
            foreach (var b in operands)
            {
                var where = $"{text} with a = {ResultText.Of(a)}, b = {ResultText.Of(b)}";
                Value[] row = [a, b];
                expression.EvaluateTruth(new EvaluationFrame(row)).ShouldBe(truth.Evaluate(new EvaluationFrame(row)).AsBoolean(), where);
                expression.EvaluateNumber(new EvaluationFrame(row)).ShouldBe(number.Evaluate(new EvaluationFrame(row)).AsNumber(), where);
            }
        }
    }

    [Theory]
    [InlineData("a === b", "false")]
    [InlineData("a !== b", "true")]
    [InlineData("a === a", "true")]
    [InlineData("a == b", "false")]
    [InlineData("[a] === [b]", "false")]
    [InlineData("[a, b].indexOf(b)", "1")]
    [InlineData("a === 9007199254740993", "true")]
    [InlineData("`${a}`", "\"9007199254740993\"")]
    [InlineData("String(b)", "\"9007199254740995\"")]
    [InlineData("a + ''", "\"9007199254740993\"")]
    [InlineData("{ [a]: 1 }", "{\"9007199254740993\":1}")]
    [InlineData("a ? a : 0", "9007199254740993")]
    [InlineData("a ?? 0", "9007199254740993")]
    [InlineData("[a].map(x => x)[0]", "9007199254740993")]
    [InlineData("JSON.stringify([a])", "\"[9007199254740993]\"")]
    [InlineData("JSON.parse('[9007199254740993]')[0] === a", "true")]
    [InlineData("typeof a", "\"number\"")]
    [InlineData("a > 1", "true")]
    [InlineData("a + 0", "9007199254740992")]
    public void A_number_keeps_all_its_digits_until_it_is_calculated_with(string text, string expected) =>
        ResultText.Of(Compile(text).Evaluate(new EvaluationFrame([Exact("9007199254740993"), Exact("9007199254740995")]))).ShouldBe(expected);

    [Theory]
    [InlineData(3, 4, true)]
    [InlineData(4, 4, true)]
    [InlineData(5, 4, false)]
    public void A_chain_may_be_as_deep_as_the_limit_says(int depth, int limit, bool isAllowed)
    {
        var text = string.Join(" + ", Enumerable.Repeat("a", depth));

        var result = ExpressionCompiler.Compile(text, new TestScope("a"), new ExpressionLimits { MaxTreeDepth = limit });

        (result.Product is not null).ShouldBe(isAllowed);
        result.Diagnostics.ShouldAllBe(static mistake => mistake.Code == ExpressionErrorCode.NestedTooDeep && mistake.Message.Contains("more than 4 operations"));
    }

    [Theory]
    [InlineData("abcd", true)]
    [InlineData("abcde", false)]
    public void A_text_may_be_as_long_as_the_limit_says(string name, bool isAllowed)
    {
        var result = ExpressionCompiler.Compile(name, new TestScope(name), new ExpressionLimits { MaxSourceLength = 4 });

        (result.Product is not null).ShouldBe(isAllowed);
        result.Diagnostics.ShouldAllBe(static mistake => mistake.Message == "The expression has 5 characters; at most 4 are allowed.");
    }

    [Theory]
    [InlineData("'a'.repeat(100)", null)]
    [InlineData("'a'.repeat(101)", "MaxValueSize")]
    [InlineData("['a'.repeat(90), 'a'.repeat(90), 'a'.repeat(90), 'a'.repeat(90)].length", "Max")]
    public void A_value_may_be_as_large_as_the_limit_says(string text, string? refusal)
    {
        var expression = ExpressionCompiler.Compile(text, TestScope.Empty, new ExpressionLimits { MaxValueSize = 100, MaxCreated = 300 }).OrThrow();
        if (refusal is null)
        {
            expression.Evaluate(default).AsString().Length.ShouldBe(100);
            return;
        }

        var fault = Should.Throw<ExpressionException>(() => expression.Evaluate(default));
        fault.Code.ShouldBe(ExpressionErrorCode.SizeLimit);
        fault.Message.ShouldContain(refusal);
    }

    [Fact]
    public void Every_evaluation_has_the_whole_budget_to_itself()
    {
        var expression = ExpressionCompiler.Compile("'a'.repeat(90)", TestScope.Empty, new ExpressionLimits { MaxCreated = 100, MaxSteps = 20 }).OrThrow();

        for (var i = 0; i < 100; i++)
        {
            expression.Evaluate(default).TextLength.ShouldBe(90);
        }
    }

    private static Value Exact(string digits) =>
        Value.Number(new ExactNumber(digits, double.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)));

    private static CompiledExpression Compile(string text) => ExpressionCompiler.Compile(text, new TestScope("a", "b")).OrThrow();
}
