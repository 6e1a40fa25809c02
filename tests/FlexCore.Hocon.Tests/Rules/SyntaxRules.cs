namespace FlexCore.Hocon.Tests.Rules;

/// <summary>Rules 1 to 6: JSON superset, comments, root braces, separators, commas, whitespace.</summary>
public class SyntaxRules
{
    [Theory] // Rule 1
    [InlineData("""{"a":"x","b":1,"c":[true,false,null],"d":{}}""")]
    [InlineData("""{"quote":"\" \\ / \b \f \n \r \t \u00e9"}""")]
    [InlineData("""{"n":[0,-1,1.5,1e10,1E-2,-0.0,12345678901234567890]}""")]
    [InlineData("{ \"a\"\n:\n1\n,\n\"b\"\n:\n[\n1\n,\n2\n]\n}")]
    public void Valid_json_is_valid_and_means_the_same(string json)
    {
        using var expected = System.Text.Json.JsonDocument.Parse(json);
        using var actual = System.Text.Json.JsonDocument.Parse(Resolved.Json(json));
        System.Text.Json.JsonElement.DeepEquals(actual.RootElement, expected.RootElement).ShouldBeTrue();
    }

    [Fact] // Rule 1
    public void Bytes_that_are_not_utf8_are_refused_with_line_and_column()
    {
        byte[] bytes = [.. "a = 1\né = "u8, 0xC3, 0x28];
        var failure = Should.Throw<HoconException>(() => Documents.HoconParser.ParseUtf8(bytes, name: "bad.conf"));
        failure.Kind.ShouldBe(HoconErrorKind.Syntax);
        failure.Origin.ShouldBe(new HoconOrigin("bad.conf", 2, 5));
        failure.Message.ShouldContain("UTF-8");
    }

    [Fact] // Rule 1
    public void A_byte_order_mark_is_whitespace_anywhere() => Resolved.Json("\uFEFFa\uFEFF=\uFEFF1\uFEFF").ShouldBe("""{"a":1}""");

    [Theory] // Rule 2
    [InlineData("// first\na = 1 // after\n# third\nb = 2# tight\n", """{"a":1,"b":2}""")]
    [InlineData("a = \"no // comment # here\"", """{"a":"no // comment # here"}""")]
    [InlineData("a = [1, // one\n 2 # two\n]", """{"a":[1,2]}""")]
    [InlineData("a = x//y", """{"a":"x"}""")]
    [InlineData("a { # open\n b = 1 } # close", """{"a":{"b":1}}""")]
    public void Comments_run_from_slashes_or_hash_to_the_end_of_the_line(string text, string json) => Resolved.Json(text).ShouldBe(json);

    [Fact] // Rules 2 and 8: the colon ends the unquoted string before the slashes matter.
    public void An_unquoted_url_is_refused_at_its_colon() => Resolved.Failure("a = http://example.org").Origin.Column.ShouldBe(9);

    [Theory] // Rule 3
    [InlineData("")]
    [InlineData("   \n\t\n")]
    [InlineData("\uFEFF")]
    [InlineData("# only a comment")]
    [InlineData("// one\n// two\n")]
    [InlineData("{}")]
    public void A_document_without_fields_is_the_empty_object(string text) => Resolved.Json(text).ShouldBe("{}");

    [Fact] // Rule 3
    public void Root_braces_may_be_omitted() => Resolved.Json("a = 1\nb = 2").ShouldBe(Resolved.Json("{ a = 1, b = 2 }"));

    [Fact] // Rule 3
    public void An_array_at_the_root_parses_but_is_a_type_error()
    {
        Resolved.Failure("[1, 2]").Kind.ShouldBe(HoconErrorKind.WrongType);
        Resolved.Failure("[1, 2").Kind.ShouldBe(HoconErrorKind.Syntax);
    }

    [Theory] // Rule 3
    [InlineData("a = 1 }", 1, 7)]
    [InlineData("a = 1\n}", 2, 1)]
    [InlineData("{ a = 1 } }", 1, 11)]
    [InlineData("{ a = 1", 1, 8)]
    public void Root_braces_must_balance(string text, int line, int column)
    {
        var failure = Resolved.Failure(text);
        failure.Kind.ShouldBe(HoconErrorKind.Syntax);
        (failure.Origin.Line, failure.Origin.Column).ShouldBe((line, column));
    }

    [Theory] // Rule 4
    [InlineData("a : 1", """{"a":1}""")]
    [InlineData("a=1", """{"a":1}""")]
    [InlineData("a { b : 1 }", """{"a":{"b":1}}""")]
    [InlineData("a{b=1}", """{"a":{"b":1}}""")]
    [InlineData("\"a\" {}", """{"a":{}}""")]
    [InlineData("a\n{ b = 1 }", """{"a":{"b":1}}""")]
    [InlineData("a =\n 1", """{"a":1}""")]
    public void A_key_is_separated_by_colon_or_equals_or_nothing_before_a_brace(string text, string json) => Resolved.Json(text).ShouldBe(json);

    [Theory] // Rule 5
    [InlineData("a = [1, 2, 3]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1, 2, 3,]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1\n2\n3]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1\n\n,2\n3\n,\n]", """{"a":[1,2,3]}""")]
    [InlineData("a = [\n\n1\n]", """{"a":[1]}""")]
    [InlineData("{ a = 1, b = 2, }", """{"a":1,"b":2}""")]
    [InlineData("a = 1\n, b = 2\n", """{"a":1,"b":2}""")]
    [InlineData("a = 1,\n\nb = 2", """{"a":1,"b":2}""")]
    public void A_newline_separates_and_one_trailing_comma_is_ignored(string text, string json) => Resolved.Json(text).ShouldBe(json);

    [Theory] // Rule 5
    [InlineData("a = [1,,2]")]
    [InlineData("a = [1,2,,]")]
    [InlineData("a = [,1]")]
    [InlineData("a = [,]")]
    [InlineData("a = [1,\n,2]")]
    [InlineData("{ , a = 1 }")]
    [InlineData("{ a = 1,, b = 2 }")]
    [InlineData("{ a = 1, b = 2,, }")]
    [InlineData(", a = 1")]
    [InlineData("a = 1,,")]
    public void A_leading_or_doubled_comma_is_refused(string text) => Resolved.Failure(text).Kind.ShouldBe(HoconErrorKind.Syntax);

    [Theory] // Rule 6
    [InlineData('\u00A0')]
    [InlineData('\u2007')]
    [InlineData('\u202F')]
    [InlineData('\uFEFF')]
    [InlineData('\u1680')]
    [InlineData('\u2003')]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    [InlineData('\u205F')]
    [InlineData('\u3000')]
    [InlineData('\t')]
    [InlineData('\v')]
    [InlineData('\f')]
    [InlineData('\r')]
    [InlineData('\u001C')]
    [InlineData('\u001D')]
    [InlineData('\u001E')]
    [InlineData('\u001F')]
    public void Unicode_separators_and_control_blanks_are_whitespace_but_no_newline(char blank) =>
        Resolved.Json($"{blank}a{blank}={blank}x{blank}y{blank}").ShouldBe(Resolved.Json($"a=\"x{(blank < ' ' ? $"\\u{(int)blank:x4}" : blank)}y\""));

    [Fact] // Rule 6
    public void The_next_line_control_character_is_ordinary_text() => Resolved.Object("a = x\u0085y").GetString("a").ShouldBe("x\u0085y");

    [Fact] // Rule 6
    public void A_carriage_return_does_not_separate_fields()
    {
        Resolved.Json("a = 1\r\nb = 2\r\n").ShouldBe("""{"a":1,"b":2}""");
        Resolved.Failure("a = 1\rb = 2").Origin.Line.ShouldBe(1);
    }
}
