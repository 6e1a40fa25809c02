using System.Text;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions.Functions;

public sealed class ConversionFunctionsTests
{
    [Theory]
    [InlineData(361)]
    public void A_part_of_a_URL_is_escaped_as_the_runtime_does_and_reads_back(int seed)
    {
        var random = new Random(seed);
        var encode = Compile("encodeURIComponent(t)");
        var both = Compile("decodeURIComponent(encodeURIComponent(t)) === t && decodeURI(encodeURI(t)) === t");
        for (var i = 0; i < 5_000; i++)
        {
            var text = RandomText(random);
            var escaped = Uri.EscapeDataString(text);
            foreach (var kept in "!*'()")
            {
                escaped = escaped.Replace(Uri.HexEscape(kept), kept.ToString(), StringComparison.Ordinal);
            }

            foreach (var value in new[] { Value.String(text), ResultText.Utf8(text) })
            {
                encode.Evaluate(new EvaluationFrame([value])).AsString().ShouldBe(escaped, $"seed {seed}, case {i}");
                both.EvaluateTruth(new EvaluationFrame([value])).ShouldBeTrue($"seed {seed}, case {i}: {escaped}");
            }
        }
    }

    [Theory]
    [InlineData("%")]
    [InlineData("a%4")]
    [InlineData("%zz")]
    [InlineData("%80")]
    [InlineData("%C3")]
    [InlineData("%C3%28")]
    [InlineData("%C0%80")]
    [InlineData("%ED%A0%80")]
    [InlineData("%F5%80%80%80")]
    [InlineData("%E2%82")]
    public void Escapes_that_stand_for_no_text_are_an_error(string text)
    {
        foreach (var function in new[] { "decodeURIComponent", "decodeURI" })
        {
            Should.Throw<ExpressionException>(() => Compile($"{function}(t)").Evaluate(new EvaluationFrame([Value.String(text)])), text)
                .Code.ShouldBe(ExpressionErrorCode.OutOfRange);
        }
    }

    [Theory]
    [InlineData("String.fromCodePoint(-1)")]
    [InlineData("String.fromCodePoint(1114112)")]
    [InlineData("String.fromCodePoint(1.5)")]
    [InlineData("String.fromCodePoint(NaN)")]
    [InlineData("encodeURIComponent(String.fromCharCode(55357))")]
    public void Code_points_and_halves_that_do_not_exist_are_an_error(string expression) =>
        Should.Throw<ExpressionException>(() => Compile(expression).Evaluate(new EvaluationFrame([Value.Null]))).Code.ShouldBe(ExpressionErrorCode.OutOfRange);

    [Theory]
    [InlineData("coalesce()", "undefined")]
    [InlineData("coalesce(null, undefined, '')", "undefined")]
    [InlineData("coalesce('', 0, 1)", "0")]
    [InlineData("coalesce(null, false)", "false")]
    [InlineData("coalesce(undefined, NaN)", "NaN")]
    [InlineData("coalesce('', [], 'x')", "[]")]
    [InlineData("coalesce(t, 'x')", "\"x\"")]
    public void Coalesce_takes_the_first_value_that_is_there(string expression, string expected) =>
        ResultText.Of(Compile(expression).Evaluate(new EvaluationFrame([ResultText.Utf8("")]))).ShouldBe(expected);

    [Theory]
    [InlineData(362)]
    public void A_hash_is_the_same_for_both_representations_and_spreads(int seed)
    {
        var random = new Random(seed);
        var hash = Compile("hash(t)");
        var buckets = new int[10];
        for (var i = 0; i < 10_000; i++)
        {
            var text = $"user-{i}{RandomText(random)}";
            var number = hash.EvaluateNumber(new EvaluationFrame([Value.String(text)]));

            hash.EvaluateNumber(new EvaluationFrame([ResultText.Utf8(text)])).ShouldBe(number, $"seed {seed}: {text}");
            number.ShouldBeInRange(0, 9_007_199_254_740_991);
            buckets[(int)(number % 10)]++;
        }

        buckets.ShouldAllBe(count => count > 850 && count < 1_150);
    }

    [Fact]
    public void A_hash_tells_lists_from_their_text_only_where_JSON_does()
    {
        Compile("hash([1, 2]) === hash('[1,2]')").EvaluateTruth(new EvaluationFrame([Value.Null])).ShouldBeTrue();
        Compile("hash(1) === hash('1') && hash(null) === hash('null')").EvaluateTruth(new EvaluationFrame([Value.Null])).ShouldBeTrue();
        Compile("hash({ a: 1 }) === hash({ a: 2 })").EvaluateTruth(new EvaluationFrame([Value.Null])).ShouldBeFalse();
    }

    private static CompiledExpression Compile(string text) => ExpressionCompiler.Compile(text, new TestScope("t")).OrThrow();

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(12); length > 0; length--)
        {
            text.Append(random.Next(4) switch
            {
                0 => ((char)random.Next(0, 0x80)).ToString(),
                1 => ((char)random.Next(0x80, 0x800)).ToString(),
                2 => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
                _ => "%2F;,/?:@&=+$#-_.!~*'() "[random.Next(24)].ToString(),
            });
        }

        return text.ToString();
    }
}
