using FlexCore.Streams.Parsing;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Parsing;

public sealed class JsonRecordParserTests
{
    [Fact]
    public void Fills_only_the_wanted_fields()
    {
        var row = Chunks.Parse(new JsonRecordParser(Chunks.Target("b", "missing")), """{"a":{"b":1},"b":"two","c":[{"b":3}]}""", 3);

        row.ShouldBe([Value.String("two"), Value.Undefined, Value.Undefined]);
    }

    [Fact]
    public void Plain_text_stays_in_the_records_buffer_and_escaped_text_does_not()
    {
        var parser = new JsonRecordParser(Chunks.Target("plain", "escaped"));
        var chunk = Chunks.Of("""{"plain":"abc","escaped":"a\tc"}""");

        Chunks.TryParse(parser, chunk, 2, out var row, out _).ShouldBeTrue();

        row[0].Utf8Span().Overlaps(chunk.Buffer).ShouldBeTrue();
        row[1].Utf8Span().Overlaps(chunk.Buffer).ShouldBeFalse();
        row[1].ShouldBe(Value.String("a\tc"));
    }

    [Fact]
    public void Text_of_an_earlier_record_survives_later_ones()
    {
        var parser = new JsonRecordParser(Chunks.Target("t"));
        var first = Chunks.Parse(parser, """{"t":"\u0061-first"}""", 1)[0];
        for (var i = 0; i < 10_000; i++)
        {
            Chunks.Parse(parser, $$"""{"t":"\u0062-later-{{i}}"}""", 1);
        }

        first.ShouldBe(Value.String("a-first"));
    }

    [Fact]
    public void The_last_of_two_fields_with_one_name_counts()
    {
        Chunks.Parse(new JsonRecordParser(Chunks.Target("a")), """{"a":1,"a":"x","\u0061":true}""", 1)[0].ShouldBe(Value.True);
    }

    [Fact]
    public void The_origin_is_the_records_own_text()
    {
        const string text = """{ "a" : 1.0, "z":[ ] }""";

        Chunks.Parse(new JsonRecordParser(Chunks.OpenTarget("a")), text, 2)[1].ShouldBe(Value.String(text));
    }

    [Fact]
    public void A_number_beyond_a_double_keeps_its_digits()
    {
        Chunks.Parse(new JsonRecordParser(Chunks.Target("id")), """{"id":18446744073709551615}""", 1)[0]
            .TryGetExactNumber(out var exact).ShouldBeTrue();
        exact.Text.ShouldBe("18446744073709551615");
    }

    [Fact]
    public void A_lone_surrogate_is_kept_as_in_JavaScript()
    {
        Chunks.Parse(new JsonRecordParser(Chunks.Target("t")), """{"t":"a\ud800\tb"}""", 1)[0].ShouldBe(Value.String("a\ud800\tb"));
    }

    [Fact]
    public void Nesting_of_64_levels_is_read_and_65_are_refused()
    {
        var parser = new JsonRecordParser(Chunks.Target("a"));
        var skipping = new JsonRecordParser(Chunks.Target("b"));
        Chunks.Parse(parser, Nested(64), 1);
        Chunks.Parse(skipping, Nested(64), 1);

        Chunks.Fault(parser, Nested(65), 1).Detail.ShouldStartWith("objects and lists are nested deeper than 64 levels");
        Chunks.Fault(skipping, Nested(65), 1).Detail.ShouldStartWith("objects and lists are nested deeper than 64 levels");
    }

    [Theory]
    [InlineData("", "the JSON text breaks off: the record is empty, at byte 1 of the record")]
    [InlineData("  ", "the JSON text breaks off: the record is empty, at byte 3 of the record")]
    [InlineData("[1]", "the record is not a JSON object, at byte 1 of the record")]
    [InlineData("\"x\"", "the record is not a JSON object, at byte 1 of the record")]
    [InlineData("{", "the JSON text breaks off: a field name in quotes is missing, at byte 2 of the record")]
    [InlineData("{a:1}", "a field name in quotes is missing, at byte 2 of the record")]
    [InlineData("{\"a\" 1}", "':' is missing after a field name, at byte 6 of the record")]
    [InlineData("{\"a\":}", "a value is missing, at byte 6 of the record")]
    [InlineData("{\"a\":1", "the JSON text breaks off: ',' or '}' is missing after a field, at byte 7 of the record")]
    [InlineData("{\"a\":1 \"b\":2}", "',' or '}' is missing after a field, at byte 8 of the record")]
    [InlineData("{\"a\":1,}", "a field name in quotes is missing, at byte 8 of the record")]
    [InlineData("{\"a\":1} x", "there is text after the end of the JSON value, at byte 9 of the record")]
    [InlineData("{\"a\":\"x", "the JSON text breaks off: a string has no closing quote, at byte 8 of the record")]
    [InlineData("{\"a\":\"\\q\"}", "a string contains an escape that JSON does not know, at byte 7 of the record")]
    [InlineData("{\"a\":\"\\u12g4\"}", "a string contains an escape that JSON does not know, at byte 7 of the record")]
    [InlineData("{\"a\":\"\t\"}", "a string contains a control character, which JSON requires to be escaped, at byte 7 of the record")]
    [InlineData("{\"a\":01}", "a digit is missing or misplaced in a number, at byte 7 of the record")]
    [InlineData("{\"a\":-}", "a digit is missing or misplaced in a number, at byte 7 of the record")]
    [InlineData("{\"a\":1.}", "a digit is missing or misplaced in a number, at byte 8 of the record")]
    [InlineData("{\"a\":tru}", "a value is neither string, number, object, list, true, false nor null, at byte 6 of the record")]
    [InlineData("{\"a\":[1,]}", "a value is missing, at byte 9 of the record")]
    [InlineData("{\"a\":[1 2]}", "',' or ']' is missing after a list item, at byte 9 of the record")]
    public void Broken_JSON_is_refused_with_reason_and_place_whether_or_not_the_field_is_wanted(string text, string detail)
    {
        foreach (var target in new[] { Chunks.Target("a"), Chunks.Target() })
        {
            var failure = Chunks.Fault(new JsonRecordParser(target), text, 1);
            failure.Reason.ShouldBe("invalid-json");
            failure.Detail.ShouldBe(detail);
        }
    }

    [Fact]
    public void A_number_of_more_than_1000_characters_is_refused()
    {
        Chunks.Fault(new JsonRecordParser(Chunks.Target()), $$"""{"a":{{new string('1', 1001)}}}""", 0)
            .Detail.ShouldBe("a number is longer than 1,000 characters, at byte 6 of the record");
    }

    private static string Nested(int depth) => "{\"a\":" + new string('[', depth - 1) + new string(']', depth - 1) + "}";
}
