using FlexCore.Streams.Expressions.Syntax;

namespace FlexCore.Streams.Tests.Expressions.Syntax;

/// <summary>The table of operators against the order of ECMA-262, written down once more as the oracle.</summary>
public sealed class OperatorTableTests
{
    // From the loosest to the tightest; one line binds equally.
    private static readonly string[][] Ranks =
    [
        ["??"], ["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!=", "===", "!=="], ["<", "<=", ">", ">=", "in"], ["<<", ">>", ">>>"],
        ["+", "-"], ["*", "/", "%"], ["**"],
    ];

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var first in Ranks.SelectMany(static rank => rank))
        {
            foreach (var second in Ranks.SelectMany(static rank => rank))
            {
                if (!IsMixedCoalesce(first, second))
                {
                    pairs.Add(first, second);
                }
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_operators_group_by_rank_and_then_from_the_left_except_power(string first, string second)
    {
        var isLeft = RankOf(first) > RankOf(second) || (RankOf(first) == RankOf(second) && first != "**");
        var grouped = isLeft ? $"(a {first} b) {second} c" : $"a {first} (b {second} c)";

        Dump($"a {first} b {second} c").ShouldBe(Dump(grouped));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Parentheses_override_the_rank_and_survive_printing(string first, string second)
    {
        foreach (var text in new[] { $"(a {first} b) {second} c", $"a {first} (b {second} c)" })
        {
            var tree = ExpressionParser.Parse(text).OrThrow();

            Dump(SyntaxPrinter.Print(tree)).ShouldBe(SyntaxDump.Of(tree), text);
        }
    }

    [Fact]
    public void Every_operator_is_found_by_its_text()
    {
        foreach (var @operator in Enum.GetValues<BinaryOperator>())
        {
            OperatorTable.TryGetBinary(OperatorTable.TextOf(@operator), out var found, out var precedence).ShouldBeTrue();
            found.ShouldBe(@operator);
            precedence.ShouldBe(OperatorTable.PrecedenceOf(@operator));
            precedence.ShouldBe(RankOf(OperatorTable.TextOf(@operator)) + 1);
            precedence.ShouldBeLessThan(OperatorTable.UnaryPrecedence);
        }

        foreach (var @operator in Enum.GetValues<UnaryOperator>())
        {
            OperatorTable.TryGetUnary(OperatorTable.TextOf(@operator), out var found).ShouldBeTrue();
            found.ShouldBe(@operator);
        }
    }

    [Theory]
    [InlineData("=")]
    [InlineData("=>")]
    [InlineData("?.")]
    [InlineData("++")]
    [InlineData("IN")]
    [InlineData("instanceof")]
    [InlineData("")]
    public void What_is_no_operator_is_not_found(string text)
    {
        OperatorTable.TryGetBinary(text, out _, out _).ShouldBeFalse();
        OperatorTable.TryGetUnary(text, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("!")]
    [InlineData("~")]
    [InlineData("typeof ")]
    public void A_unary_operator_binds_tighter_than_every_binary_one_and_looser_than_links(string unary)
    {
        foreach (var binary in Ranks.SelectMany(static rank => rank).Where(static text => text != "**"))
        {
            Dump($"{unary}a {binary} b").ShouldBe(Dump($"({unary}a) {binary} b"));
            Dump($"a {binary} {unary}b").ShouldBe(Dump($"a {binary} ({unary}b)"));
        }

        Dump($"{unary}a.b[c].d()").ShouldBe(Dump($"{unary}(a.b[c].d())"));
        ExpressionParser.Parse($"{unary}a ** b").Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("parentheses around the sign");
    }

    [Theory]
    [InlineData("??", "||")]
    [InlineData("??", "&&")]
    [InlineData("||", "??")]
    [InlineData("&&", "??")]
    public void Coalescing_next_to_a_logical_operator_needs_parentheses(string first, string second)
    {
        ExpressionParser.Parse($"a {first} b {second} c").Diagnostics.ShouldHaveSingleItem().Message.ShouldContain("Write parentheses where '??' is mixed");
        Dump($"(a {first} b) {second} c").ShouldNotBe(Dump($"a {first} (b {second} c)"));
    }

    private static string Dump(string text) => SyntaxDump.Of(ExpressionParser.Parse(text).OrThrow());

    private static int RankOf(string text) => Array.FindIndex(Ranks, rank => rank.Contains(text));

    private static bool IsMixedCoalesce(string first, string second) =>
        (first == "??" && second is "||" or "&&") || (second == "??" && first is "||" or "&&");
}
