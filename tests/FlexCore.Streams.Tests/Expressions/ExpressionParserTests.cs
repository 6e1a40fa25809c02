using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Syntax;

namespace FlexCore.Streams.Tests.Expressions;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("a + b * c", "(Add a (Multiply b c))")]
    [InlineData("a * b + c", "(Add (Multiply a b) c)")]
    [InlineData("a - b - c", "(Subtract (Subtract a b) c)")]
    [InlineData("a ** b ** c", "(Power a (Power b c))")]
    [InlineData("(-a) ** b", "(Power (Negate a) b)")]
    [InlineData("-(a ** b)", "(Negate (Power a b))")]
    [InlineData("2 ** -a", "(Power 2 (Negate a))")]
    [InlineData("!a && b", "(And (Not a) b)")]
    [InlineData("a || b && c", "(Or a (And b c))")]
    [InlineData("a && b || c && d", "(Or (And a b) (And c d))")]
    [InlineData("a ?? (b || c)", "(Coalesce a (Or b c))")]
    [InlineData("a | b ^ c & d", "(BitOr a (BitXor b (BitAnd c d)))")]
    [InlineData("a & b === c", "(BitAnd a (Equal b c))")]
    [InlineData("a === b < c", "(Equal a (Less b c))")]
    [InlineData("a < b << c", "(Less a (ShiftLeft b c))")]
    [InlineData("a >>> b + c", "(ShiftRightUnsigned a (Add b c))")]
    [InlineData("a in b === c", "(Equal (In a b) c)")]
    [InlineData("typeof a + b", "(Add (TypeOf a) b)")]
    [InlineData("typeof a.b", "(TypeOf (member a b))")]
    [InlineData("- - a", "(Negate (Negate a))")]
    [InlineData("a ? b : c ? d : e", "(if a b (if c d e))")]
    [InlineData("a ? b ? c : d : e", "(if a (if b c d) e)")]
    [InlineData("a?.5:b", "(if a 0.5 b)")]
    [InlineData("a?.b", "(chain (member? a b))")]
    [InlineData("a?.b.c", "(chain (member (member? a b) c))")]
    [InlineData("(a?.b).c", "(member (chain (member? a b)) c)")]
    [InlineData("a?.[b]?.c()", "(chain (call (member? (index? a b) c) ))")]
    [InlineData("a.in.typeof.new", "(member (member (member a in) typeof) new)")]
    [InlineData("{ a, b: c, [d]: e, ...f }", "(object (property \"a\" a) (property \"b\" c) (property d e) (spread f))")]
    [InlineData("{ in: 1, 'x y': 2, 3.0: 4 }", "(object (property \"in\" 1) (property \"x y\" 2) (property \"3\" 4))")]
    [InlineData("[a, ...b,]", "(array a (spread b))")]
    [InlineData("`a${b}c`", "(template \"a\" \"c\" b)")]
    [InlineData("`${`${a}`}`", "(template \"\" \"\" (template \"\" \"\" a))")]
    [InlineData("`${{ a: 1 }.a}`", "(template \"\" \"\" (member (object (property \"a\" 1)) a))")]
    [InlineData("f(x => x, (a, b) => a)", "(call f (arrow (x -) x) (arrow (a -) (b -) a))")]
    [InlineData("f(() => ({}))", "(call f (arrow  (object )))")]
    [InlineData("f(([a, , b = 1], { c, d: e = 2 }) => a)", "(call f (arrow ([(a -) _ (b 1)] -) ({c:(c -) d:(e 2)} -) a))")]
    [InlineData("f((a))", "(call f a)")]
    [InlineData("f(x => y => z)", "(call f (arrow (x -) (arrow (y -) z)))")]
    [InlineData("f(x => x ? 1 : 2)", "(call f (arrow (x -) (if x 1 2)))")]
    [InlineData("a / b / c", "(Divide (Divide a b) c)")]
    [InlineData("/b/g.test(a) / c", "(Divide (call (member (pattern b g) test) a) c)")]
    [InlineData("[/a/, /[/]/]", "(array (pattern a ) (pattern [/] ))")]
    [InlineData("(a) / b", "(Divide a b)")]
    [InlineData("a /* x */ + // y\n b", "(Add a b)")]
    [InlineData("ünïcode + _$1", "(Add ünïcode _$1)")]
    public void The_tree_is_what_the_grammar_says(string text, string tree) =>
        SyntaxDump.Of(ExpressionParser.Parse(text).OrThrow()).ShouldBe(tree);

    [Theory]
    [InlineData("a +\r\nb", 2, 1)]
    [InlineData("a +\rb", 2, 1)]
    [InlineData("a +\u2028b", 2, 1)]
    [InlineData("`\n\n` + b", 3, 5)]
    [InlineData("/*\n*/ 'x\\\ny' + b", 3, 6)]
    [InlineData("'😀' + b", 1, 8)]
    public void Lines_end_where_javascript_ends_them(string text, int line, int column)
    {
        var sum = ExpressionParser.Parse(text).OrThrow().ShouldBeOfType<BinarySyntax>();

        sum.Right.Position.ShouldBe(new SourcePosition(text.Length - 1, line, column));
    }

    [Fact]
    public void A_node_knows_its_depth()
    {
        ExpressionParser.Parse("a").OrThrow().Depth.ShouldBe(1);
        ExpressionParser.Parse("a + b * c").OrThrow().Depth.ShouldBe(3);
        ExpressionParser.Parse("f(x => [x.y])").OrThrow().Depth.ShouldBe(5);
    }

    [Fact]
    public void A_failed_parse_throws_its_mistake_when_it_is_forced()
    {
        var result = ExpressionParser.Parse("1 +");

        result.TryGet(out _).ShouldBeFalse();
        Should.Throw<ExpressionException>(result.OrThrow).Diagnostic.ShouldBe(result.Diagnostics.Single());
    }

    [Theory]
    [InlineData("status", "status", 0)]
    [InlineData("stauts", "status", 1)]
    [InlineData("statu", "status", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_of_two_names_counts_slips(string left, string right, int edits) => Spelling.Edits(left, right).ShouldBe(edits);

    [Fact]
    public void A_name_that_resembles_nothing_gets_no_suggestion()
    {
        Spelling.Closest("xyzzy", ["status", "path"]).ShouldBeNull();
        Spelling.Closest(new string('a', 10_000), [new string('a', 10_001)]).ShouldBeNull();
        Spelling.Closest("PATH", ["status", "path"]).ShouldBe("path");
        Spelling.Closest("id", ["ID", "it"]).ShouldBe("ID");
    }
}
