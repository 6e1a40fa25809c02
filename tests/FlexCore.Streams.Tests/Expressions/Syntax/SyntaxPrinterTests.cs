using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions.Syntax;

/// <summary>The text of a tree: its one canonical spelling, which parses to the same tree.</summary>
public sealed class SyntaxPrinterTests
{
    [Theory]
    [InlineData("a+b*c", "a + b * c")]
    [InlineData("(a+b)*c", "(a + b) * c")]
    [InlineData("((a))", "a")]
    [InlineData("a-(b-c)", "a - (b - c)")]
    [InlineData("(a-b)-c", "a - b - c")]
    [InlineData("(a**b)**c", "(a ** b) ** c")]
    [InlineData("a**(b**c)", "a ** b ** c")]
    [InlineData("(-a)**b", "(- a) ** b")]
    [InlineData("-(a**b)", "- (a ** b)")]
    [InlineData("a-(-b)", "a - - b")]
    [InlineData("-(-a)", "- - a")]
    [InlineData("!(!a)", "!!a")]
    [InlineData("!(a&&b)", "!(a && b)")]
    [InlineData("typeof(a)", "typeof a")]
    [InlineData("typeof(a+b)", "typeof (a + b)")]
    [InlineData("a??(b||c)", "a ?? (b || c)")]
    [InlineData("(a&&b)||c", "(a && b) || c")]
    [InlineData("(a,b)=>a", null)]
    [InlineData("a?b:c?d:e", "a ? b : c ? d : e")]
    [InlineData("(a?b:c)?d:e", "(a ? b : c) ? d : e")]
    [InlineData("(a?b:c)+d", "(a ? b : c) + d")]
    [InlineData("a ? (b ? 1 : 2) : 3", "a ? b ? 1 : 2 : 3")]
    [InlineData("'it\\'s'", "\"it's\"")]
    [InlineData("'\"'", "\"\\\"\"")]
    [InlineData("'\\n\\\\'", "\"\\u000a\\\\\"")]
    [InlineData("'😀'", "\"\\ud83d\\ude00\"")]
    [InlineData("`a\\`\\${b}\\\\`", "`a\\`\\${b}\\\\`")]
    [InlineData("`${a}${b+1}`", "`${a}${b + 1}`")]
    [InlineData("1_000", "1000")]
    [InlineData("0xff", "255")]
    [InlineData("1e21", "1e+21")]
    [InlineData(".5", "0.5")]
    [InlineData("1 .a", "(1).a")]
    [InlineData("1..toFixed(2)", "(1).toFixed(2)")]
    [InlineData("'a'.length", "\"a\".length")]
    [InlineData("a?.b?.[c].d", "a?.b?.[c].d")]
    [InlineData("(a?.b).c", "(a?.b).c")]
    [InlineData("(a+b).c", "(a + b).c")]
    [InlineData("(-a).b", "(- a).b")]
    [InlineData("a[b+c]", "a[b + c]")]
    [InlineData("{a,b:1,['c']:2,...d}", "{\"a\": a, \"b\": 1, \"c\": 2, ...d}")]
    [InlineData("{[a+b]:1}", "{[a + b]: 1}")]
    [InlineData("[a,...b,]", "[a, ...b]")]
    [InlineData("f( x=>x )", "f((x) => x)")]
    [InlineData("f(()=>({}))", "f(() => ({}))")]
    [InlineData("f(()=>({a:1}).a)", "f(() => ({\"a\": 1}.a))")]
    [InlineData("f(([a,,b=1],{c,d:e=2})=>a)", "f(([a, , b = 1, ], {\"c\": c, \"d\": e = 2, }) => a)")]
    [InlineData("f(x => y => x ? y : 1)", "f((x) => (y) => x ? y : 1)")]
    [InlineData("/[a-z]+\\//gi.test(a)", "/[a-z]+\\//gi.test(a)")]
    [InlineData("true&&false||null", "(true && false) || null")]
    public void A_tree_has_one_spelling_that_parses_to_the_same_tree(string text, string? spelling)
    {
        var tree = Tree(text);
        var printed = SyntaxPrinter.Print(tree);

        printed.ShouldBe(spelling ?? printed);
        SyntaxDump.Of(Tree(printed)).ShouldBe(SyntaxDump.Of(tree));
        SyntaxPrinter.Print(Tree(printed)).ShouldBe(printed);
        tree.ToString().ShouldBe(printed);
    }

    [Theory]
    [InlineData("12345678901234567890")]
    [InlineData("a === 9007199254740993")]
    [InlineData("(12345678901234567891).toString()")]
    public void A_number_with_more_digits_than_a_double_holds_is_printed_with_all_of_them(string text)
    {
        SyntaxPrinter.Print(Tree(text)).ShouldBe(text);
        SyntaxDump.Of(Tree(SyntaxPrinter.Print(Tree(text)))).ShouldBe(SyntaxDump.Of(Tree(text)));
    }

    [Fact]
    public void A_negative_literal_of_a_built_tree_is_put_into_parentheses_before_power()
    {
        var power = new BinarySyntax(default, BinaryOperator.Power, new LiteralSyntax(default, Value.Number(-1)), new LiteralSyntax(default, Value.Number(2)));

        var text = SyntaxPrinter.Print(power);

        text.ShouldBe("(-1) ** 2");
        ExpressionParser.Parse(text).Product.ShouldNotBeNull();
    }

    [Fact]
    public void A_text_of_any_character_survives_printing()
    {
        for (var first = 0; first < 0x10000; first += 256)
        {
            var text = new string([.. Enumerable.Range(first, 256).Select(static code => (char)code)]);
            foreach (var tree in new ExpressionSyntax[] { new LiteralSyntax(default, Value.String(text)), new TemplateSyntax(default, [text], []) })
            {
                SyntaxDump.Of(Tree(SyntaxPrinter.Print(tree))).ShouldBe(SyntaxDump.Of(tree), $"characters from U+{first:X4}");
            }
        }
    }

    private static ExpressionSyntax Tree(string text) => ExpressionParser.Parse(text).OrThrow();
}
