using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions;

/// <summary>Whatever the text and whatever the data, nothing but the typed error comes out. A failure names its seed.</summary>
public sealed class ExpressionFuzzTests
{
    private const int Cases = 4_000;

    private static readonly ExpressionLimits Small = new() { MaxSteps = 20_000, MaxValueSize = 1 << 16, MaxCreated = 1 << 18, MaxValueDepth = 20 };

    [Theory]
    [InlineData(1)]
    [InlineData(20261122)]
    [InlineData(-7)]
    public void Random_words_are_compiled_or_refused_with_a_place_inside_the_text(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Cases; i++)
        {
            var text = TokenSoup.Create(random);
            var result = Guard(() => ExpressionCompiler.Compile(text, Scope, Small), seed, text);
            foreach (var mistake in result.Diagnostics)
            {
                mistake.Position.Offset.ShouldBeInRange(0, text.Length, $"seed {seed}: {text}");
                mistake.Message.ShouldNotBeNullOrWhiteSpace();
            }

            if (result.TryGet(out var expression))
            {
                Evaluate(expression, seed, text);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(42)]
    [InlineData(99991)]
    public void A_printed_tree_parses_to_the_same_tree(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Cases; i++)
        {
            var tree = new RandomTree(random).Create(random.Next(1, 6));
            var text = tree.ToString();
            var parsed = ExpressionParser.Parse(text).OrThrow();

            SyntaxDump.Of(parsed).ShouldBe(SyntaxDump.Of(tree), $"seed {seed}: {text}");
            parsed.ToString().ShouldBe(text, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4711)]
    [InlineData(-1)]
    public void A_valid_tree_compiles_and_gives_a_bounded_value_or_the_typed_error(int seed)
    {
        var random = new Random(seed);
        var values = 0;
        for (var i = 0; i < Cases; i++)
        {
            var tree = new RandomTree(random).Create(random.Next(1, 6));
            var text = tree.ToString();
            var result = Guard(() => ExpressionCompiler.Compile(tree, Scope, Small), seed, text);
            if (result.TryGet(out var expression))
            {
                values += Evaluate(expression, seed, text) ? 1 : 0;
            }
            else
            {
                result.Diagnostics.ShouldNotBeEmpty();
            }
        }

        values.ShouldBeGreaterThan(Cases / 4, $"seed {seed}: most trees should have a value, or this test says little");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(77)]
    public void Text_in_a_buffer_and_text_as_an_object_give_the_same(int seed)
    {
        var random = new Random(seed);
        string[] samples = ["", "abc", "Zoë 😀 Müller", "/api/users?id=7", "12.50", "  pad\t", "\uffff😀"];
        for (var i = 0; i < Cases; i++)
        {
            var text = new RandomTree(random).Create(random.Next(1, 5)).ToString();
            if (!ExpressionCompiler.Compile(text, Scope, Small).TryGet(out var expression))
            {
                continue;
            }

            var (a, b) = (samples[random.Next(samples.Length)], samples[random.Next(samples.Length)]);
            var utf8 = Outcome(expression, [ResultText.Utf8(a), ResultText.Utf8(b), Value.Null]);
            var utf16 = Outcome(expression, [Value.String(a), Value.String(b), Value.Null]);

            utf16.ShouldBe(utf8, $"seed {seed}: {text} with {a} and {b}");
        }
    }

    private static TestScope Scope => new("a", "b", "$", "status");

    private static bool Evaluate(CompiledExpression expression, int seed, string text)
    {
        Value[] row = [ResultText.Utf8("Zoë 😀 /api"), Value.Number(-3.5), Sample(), Value.Number(404)];
        try
        {
            var value = Guard(() => expression.Evaluate(new EvaluationFrame(row)), seed, text);
            Extent.Of(value).Depth.ShouldBeLessThanOrEqualTo(Small.MaxValueDepth, $"seed {seed}: {text}");
            Guard(() => expression.EvaluateTruth(new EvaluationFrame(row)), seed, text).ShouldBe(Truth(value), $"seed {seed}: {text}");
            return true;
        }
        catch (ExpressionException)
        {
            return false;
        }
    }

    private static bool Truth(Value value) =>
        ExpressionCompiler.Compile("!!a", Scope).OrThrow().Evaluate(new EvaluationFrame([value])).AsBoolean();

    private static string Outcome(CompiledExpression expression, Value[] row)
    {
        try
        {
            return ResultText.Of(expression.Evaluate(new EvaluationFrame(row)));
        }
        catch (ExpressionException fault)
        {
            return fault.Code is ExpressionErrorCode.StepLimit or ExpressionErrorCode.SizeLimit ? "limit" : fault.Message;
        }
    }

    private static Value Sample()
    {
        var inner = new ObjectValue();
        inner.Set("y", Value.Array(new ArrayValue(Value.Number(1), ResultText.Utf8("two"), Value.Null)));
        var outer = new ObjectValue();
        outer.Set("x", Value.Object(inner));
        return Value.Object(outer);
    }

    private static T Guard<T>(Func<T> action, int seed, string text)
    {
        try
        {
            return action();
        }
        catch (Exception fault) when (fault is not ExpressionException)
        {
            throw new InvalidOperationException($"seed {seed}: {text}", fault);
        }
    }
}
