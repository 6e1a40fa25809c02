using System.Text;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions;

public sealed class ExpressionLimitTests
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public void A_text_longer_than_the_limit_is_refused_before_it_is_read()
    {
        var mistake = Refuse(new string('a', Megabyte));

        mistake.Code.ShouldBe(ExpressionErrorCode.SourceTooLong);
        mistake.Message.ShouldContain("65,536");
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "", "]")]
    [InlineData("{a:", "1", "}")]
    [InlineData("!", "1", "")]
    [InlineData("- ", "1", "")]
    [InlineData("1 ? ", "1", " : 0")]
    [InlineData("1 ? 0 : ", "1", "")]
    [InlineData("2 ** ", "1", "")]
    [InlineData("`${", "1", "}`")]
    [InlineData("a[", "0", "]")]
    [InlineData("Math.abs(", "1", ")")]
    [InlineData("[1].map(x => ", "x", ")")]
    [InlineData("[1].map(([", "x", "]) => 1)")]
    [InlineData("[1].map((x = ", "1", ") => x)")]
    [InlineData("...", "1", "")]
    [InlineData("[...", "[]", "]")]
    public void Deep_nesting_is_refused_without_exhausting_the_stack(string open, string middle, string close)
    {
        foreach (var depth in new[] { 300, 60_000 / (open.Length + close.Length), 20_000 })
        {
            var text = string.Concat(Enumerable.Repeat(open, depth)) + middle + string.Concat(Enumerable.Repeat(close, depth));
            var limits = new ExpressionLimits { MaxSourceLength = 16 * Megabyte };

            var mistake = ExpressionCompiler.Compile(text, new TestScope("a"), limits).Diagnostics.ShouldHaveSingleItem();

            mistake.Code.ShouldBeOneOf(ExpressionErrorCode.NestedTooDeep, ExpressionErrorCode.Syntax);
        }
    }

    [Theory]
    [InlineData("a", " + a")]
    [InlineData("a", " || a")]
    [InlineData("a", ".b")]
    [InlineData("a", "[0]")]
    [InlineData("a", "?.b")]
    [InlineData("a", ".trim()")]
    public void A_long_chain_is_refused_without_exhausting_the_stack(string first, string link)
    {
        var limits = new ExpressionLimits { MaxSourceLength = 4 * Megabyte };
        var text = first + new StringBuilder().Insert(0, link, Megabyte / link.Length);

        ExpressionCompiler.Compile(text, new TestScope("a"), limits).Diagnostics.ShouldHaveSingleItem().Code.ShouldBe(ExpressionErrorCode.NestedTooDeep);
    }

    [Fact]
    public void A_chain_within_the_limit_compiles_and_runs()
    {
        var text = "1" + new StringBuilder().Insert(0, " + a", ExpressionLimits.Default.MaxTreeDepth - 1);

        Evaluate(text, ExpressionLimits.Default, Value.Number(1)).ShouldBe(Value.Number(ExpressionLimits.Default.MaxTreeDepth));
    }

    [Fact]
    public void Nesting_within_the_limit_compiles_and_runs()
    {
        var depth = ExpressionLimits.Default.MaxNesting / 2 - 2;
        var text = new string('(', depth) + "a" + new string(')', depth);

        Evaluate(text, ExpressionLimits.Default, Value.Number(7)).ShouldBe(Value.Number(7));
    }

    [Theory]
    [InlineData("'ab'.repeat(1e9)")]
    [InlineData("'a'.repeat(4194304).repeat(2)")]
    [InlineData("'x'.padStart(1e9)")]
    [InlineData("'x'.padEnd(2 ** 31, 'ab')")]
    [InlineData("Array.from({ length: 1e9 })")]
    [InlineData("'a'.repeat(1e6).split('').map(x => 'b'.repeat(1e5))")]
    [InlineData("[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23].reduce(x => x + x, 'ab')")]
    [InlineData("[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25].reduce(x => [x, x], 1)")]
    [InlineData("[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25].reduce(x => [...x, ...x], [1])")]
    [InlineData("'a'.repeat(1e6).replaceAll('a', 'aaaaaaaaaaaaaaaa')")]
    [InlineData("'a'.repeat(1e6).replace(/a/g, '$&$&$&$&$&$&$&$&')")]
    [InlineData("encodeURIComponent('é'.repeat(1e6))")]
    [InlineData("JSON.stringify(Array.from({ length: 9000 }, _ => 'x'), null, 10).repeat(99)")]
    public void Data_bombs_are_stopped_by_the_size_limits(string text)
    {
        var fault = Should.Throw<ExpressionException>(() => Evaluate(text, ExpressionLimits.Default));

        fault.Code.ShouldBeOneOf(ExpressionErrorCode.SizeLimit, ExpressionErrorCode.StepLimit);
        fault.Message.ShouldContain("Max");
    }

    [Theory]
    [InlineData("Array.from({ length: 1000 }).map(x => Array.from({ length: 1000 }).map(y => 1).length)")]
    [InlineData("a.map(x => a.map(y => a.map(z => 1).length).length)")]
    [InlineData("a.every(x => a.every(y => a.every(z => 1)))")]
    [InlineData("a.map(x => a.includes(-1))")]
    [InlineData("a.toSorted((x, y) => a.indexOf(-1))")]
    public void Endless_work_is_stopped_by_the_step_limit(string text)
    {
        var list = Value.Array(new ArrayValue([.. Enumerable.Range(0, 2_000).Select(static i => Value.Number(i))]));

        var fault = Should.Throw<ExpressionException>(() => Evaluate(text, ExpressionLimits.Default, list));

        fault.Code.ShouldBeOneOf(ExpressionErrorCode.StepLimit, ExpressionErrorCode.SizeLimit);
    }

    [Fact]
    public void A_list_that_nests_too_deep_is_refused_when_it_is_made()
    {
        var fault = Should.Throw<ExpressionException>(() => Evaluate("Array.from({ length: 200 }).reduce(x => [x], [])", ExpressionLimits.Default));

        fault.Code.ShouldBe(ExpressionErrorCode.DepthLimit);
        fault.Message.ShouldContain("MaxValueDepth");
    }

    [Theory]
    [InlineData("/(a+)+$/.test('a'.repeat(50000) + 'b')")]
    [InlineData("/(x+x+)+y/.test('x'.repeat(50000))")]
    [InlineData("/(.*)*z/.test('a'.repeat(50000))")]
    public void Patterns_that_explode_elsewhere_are_matched_in_linear_time(string text) =>
        Evaluate(text, ExpressionLimits.Default).ShouldBe(Value.False);

    [Theory]
    [InlineData("/(?=a)/.test('a')", "linear time")]
    [InlineData("/(?<!a)b/.test('a')", "linear time")]
    [InlineData("/(a)\\1/.test('aa')", "linear time")]
    [InlineData("/a{5000}/.test('a')", "1000")]
    [InlineData("/(?i)a/.test('a')", "group")]
    [InlineData("/a/y.test('a')", "flag 'y'")]
    [InlineData("/(/.test('a')", "not supported")]
    [InlineData("/[a/.test('a')", "not closed")]
    [InlineData("/(?<n>a)(?<n>b)/.test('a')", "twice")]
    [InlineData("/((a{1,1000}){1,1000}){1,1000}/.test('a')", "not supported")]
    public void A_pattern_that_cannot_be_matched_in_linear_time_is_refused_with_the_reason(string text, string reason)
    {
        var mistake = Refuse(text);

        mistake.Message.ShouldContain(reason);
        mistake.Code.ShouldBeOneOf(ExpressionErrorCode.InvalidPattern, ExpressionErrorCode.Syntax);
    }

    private static ExpressionDiagnostic Refuse(string text) => ExpressionCompiler.Compile(text, TestScope.Empty).Diagnostics.ShouldHaveSingleItem();

    private static Value Evaluate(string text, ExpressionLimits limits, params Value[] row) =>
        ExpressionCompiler.Compile(text, new TestScope("a"), limits).OrThrow().Evaluate(new EvaluationFrame(row));
}
