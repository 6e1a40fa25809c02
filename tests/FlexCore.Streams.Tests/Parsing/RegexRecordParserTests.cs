using FlexCore.Streams.Definition;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Parsing;

public sealed class RegexRecordParserTests
{
    private static readonly Dictionary<string, FieldKind> NoTypes = [];

    [Fact]
    public void Named_groups_become_fields()
    {
        var row = Chunks.Parse(Parser(@"^(?<level>[A-Z]+) (?<text>.*)$", NoTypes, "text", "level"), "WARN disk is full", 2);

        row.ShouldBe([Value.String("disk is full"), Value.String("WARN")]);
    }

    [Fact]
    public void Groups_of_non_ASCII_records_have_the_right_text()
    {
        var row = Chunks.Parse(Parser(@"(?<a>\S+) (?<b>\S+)", NoTypes, "a", "b"), "grüße 😀x", 2);

        row.ShouldBe([Value.String("grüße"), Value.String("😀x")]);
    }

    [Fact]
    public void A_group_without_a_match_is_null()
    {
        Chunks.Parse(Parser(@"(?<a>x)|(?<b>y)", NoTypes, "a", "b"), "y", 2).ShouldBe([Value.Null, Value.String("y")]);
    }

    [Fact]
    public void Types_are_converted_also_in_non_ASCII_records()
    {
        var types = new Dictionary<string, FieldKind> { ["n"] = FieldKind.Number };
        var parser = Parser(@"(?<n>\S*) (?<s>.*)", types, "n", "s");

        Chunks.Parse(parser, "42 a", 2)[0].ShouldBe(Value.Number(42));
        Chunks.Parse(parser, "42 ä", 2)[0].ShouldBe(Value.Number(42));
        Chunks.Fault(parser, "4x ä", 2).Detail.ShouldBe("the field is declared a number and is not one: group 'n' is '4x'");
    }

    [Fact]
    public void A_record_that_does_not_match_is_refused()
    {
        Chunks.Fault(Parser("^(?<a>[0-9]+)$", NoTypes, "a"), "12a", 1).Reason.ShouldBe("no-match");
    }

    [Fact]
    public void Unnamed_groups_are_no_fields()
    {
        RegexRecordParser.FieldNames(RegexRecordParser.Create("(x)(?<a>y)(z)(?<b>.)")).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("(?<a>x")]
    [InlineData("x+")]
    public void A_malformed_expression_or_one_without_fields_is_an_argument_error(string pattern) =>
        Should.Throw<ArgumentException>(() => RegexRecordParser.Create(pattern));

    [Theory]
    [InlineData(@"(?<a>x)\1")]
    [InlineData(@"(?<a>x)(?=y)")]
    public void An_expression_that_needs_backtracking_is_refused(string pattern) =>
        Should.Throw<NotSupportedException>(() => RegexRecordParser.Create(pattern));

    [Fact]
    public void An_expression_that_explodes_elsewhere_takes_linear_time()
    {
        Chunks.Fault(Parser("^(?<a>(a+)+)$", NoTypes, "a"), new string('a', 20_000) + "!", 1).Reason.ShouldBe("no-match");
    }

    private static RegexRecordParser Parser(string pattern, Dictionary<string, FieldKind> types, params string[] fields) =>
        new(Chunks.Target(fields), RegexRecordParser.Create(pattern), types);
}
