namespace FlexCore.Hocon.Tests.Rules;

/// <summary>Rules 7 to 12: duplicate keys, unquoted and triple-quoted strings, concatenation, paths.</summary>
public class ValueRules
{
    [Theory] // Rule 7
    [InlineData("a = 1, a = 2", """{"a":2}""")]
    [InlineData("a { x = 1 }, a { y = 2 }", """{"a":{"x":1,"y":2}}""")]
    [InlineData("a { x = 1 }, a = null, a { y = 2 }", """{"a":{"y":2}}""")]
    [InlineData("a { x = 1 }, a = 5, a { y = 2 }", """{"a":{"y":2}}""")]
    [InlineData("a { x = 1 }, a = [1], a { y = 2 }", """{"a":{"y":2}}""")]
    [InlineData("a { b { x = 1, z = 0 } }, a { b { x = 2 } }", """{"a":{"b":{"x":2,"z":0}}}""")]
    [InlineData("a = 1, a { x = 1 }", """{"a":{"x":1}}""")]
    [InlineData("a { x = 1 }, a = 1", """{"a":1}""")]
    [InlineData("a = [1], a = [2]", """{"a":[2]}""")]
    public void Later_keys_win_and_adjacent_objects_merge(string text, string json) => Resolved.Json(text).ShouldBe(json);

    [Theory] // Rule 8
    [InlineData("a = foo", "foo")]
    [InlineData("a = foo.bar/baz_qux-1%2;(3)<4>|~'", "foo.bar/baz_qux-1%2;(3)<4>|~'")]
    [InlineData("a = -foo", "-foo")]
    [InlineData("a = -", "-")]
    [InlineData("a = 1foo", "1foo")]
    [InlineData("a = 1.2.3", "1.2.3")]
    [InlineData("a = 0xff", "0xff")]
    [InlineData("a = 1e", "1e")]
    [InlineData("a = truefoo", "truefoo")]
    [InlineData("a = nullify", "nullify")]
    [InlineData("a = footrue", "footrue")]
    [InlineData("a = a/b", "a/b")]
    [InlineData("a = \u00e9\u4e2d\U0001F600", "é中😀")]
    [InlineData("a = (f(x))", "(f(x))")]
    [InlineData("a = include", "include")]
    [InlineData("a = NaN", "NaN")]
    [InlineData("a = True", "True")]
    public void An_unquoted_string_is_taken_literally(string text, string value)
    {
        var actual = Resolved.Object(text).Get("a");
        actual.Kind.ShouldBe(HoconValueKind.String);
        actual.AsString().ShouldBe(value);
    }

    [Theory] // Rule 8
    [InlineData("a = true", HoconValueKind.Boolean)]
    [InlineData("a = false", HoconValueKind.Boolean)]
    [InlineData("a = 10", HoconValueKind.Number)]
    [InlineData("a = -1.5e+3", HoconValueKind.Number)]
    [InlineData("a = 01", HoconValueKind.Number)]
    [InlineData("a = \"true\"", HoconValueKind.String)]
    [InlineData("a = \"10\"", HoconValueKind.String)]
    public void A_lone_literal_keeps_its_type(string text, HoconValueKind kind) => Resolved.Object(text).Get("a").Kind.ShouldBe(kind);

    [Theory] // Rule 8
    [InlineData('$')]
    [InlineData('`')]
    [InlineData('^')]
    [InlineData('?')]
    [InlineData('!')]
    [InlineData('@')]
    [InlineData('*')]
    [InlineData('&')]
    [InlineData('\\')]
    [InlineData('+')]
    public void A_reserved_character_outside_quotes_is_refused_where_it_stands(char reserved)
    {
        var failure = Resolved.Failure($"a = x{reserved}y");
        failure.Kind.ShouldBe(HoconErrorKind.Syntax);
        failure.Origin.Column.ShouldBe(6);
        failure.Problem.ShouldContain($"'{reserved}'");
        Resolved.Object("a = \"x" + (reserved == '\\' ? "\\\\" : reserved) + "y\"").GetString("a").ShouldBe($"x{reserved}y");
    }

    [Theory] // Rule 9
    [InlineData("a = \"\"\"x\"\"\"", "x")]
    [InlineData("a = \"\"\"\"\"\"", "")]
    [InlineData("a = \"\"\"one\ntwo\\n\t\u0001\"\"\"", "one\ntwo\\n\t\u0001")]
    [InlineData("a = \"\"\"foo\"\"\"\"", "foo\"")]
    [InlineData("a = \"\"\"foo\"\"\"\"\"", "foo\"\"")]
    [InlineData("a = \"\"\"a\"b\"\"c\"\"\"", "a\"b\"\"c")]
    [InlineData("a = \"\"\"\\u0041\"\"\"", "\\u0041")]
    [InlineData("a = \"\"\"${b}\"\"\"", "${b}")]
    public void Triple_quotes_take_everything_raw_and_extra_quotes_belong_to_the_string(string text, string value) =>
        Resolved.Object(text).GetString("a").ShouldBe(value);

    [Fact] // Rule 9
    public void Lines_are_counted_through_a_triple_quoted_string() =>
        Resolved.Failure("a = \"\"\"x\n\ny\"\"\"\nb = ]").Origin.ShouldBe(new HoconOrigin("text", 4, 5));

    [Theory] // Rule 10
    [InlineData("a =  foo   bar  baz  ", """{"a":"foo   bar  baz"}""")]
    [InlineData("a = 1 2", """{"a":"1 2"}""")]
    [InlineData("a = 1e5 true null x", """{"a":"1e5 true null x"}""")]
    [InlineData("a = \"x\" y\"z\"", """{"a":"x yz"}""")]
    [InlineData("a = 01 x", """{"a":"01 x"}""")]
    [InlineData("a = [1 2 3]", """{"a":["1 2 3"]}""")]
    [InlineData("a = [1] [2]", """{"a":[1,2]}""")]
    [InlineData("a = [1][2] [3]", """{"a":[1,2,3]}""")]
    [InlineData("a = [[1] [2]\n[3]]", """{"a":[[1,2],[3]]}""")]
    [InlineData("a = {x:1} {y:2}", """{"a":{"x":1,"y":2}}""")]
    [InlineData("a = {x:1} {x:2}", """{"a":{"x":2}}""")]
    [InlineData("b = {0:x}, a = [y] ${b}", """{"b":{"0":"x"},"a":["y","x"]}""")]
    [InlineData("b = {1:x, 0:w}, a = ${b} [y]", """{"b":{"1":"x","0":"w"},"a":["w","x","y"]}""")]
    [InlineData("b = 1, a = ${b} ${b}", """{"b":1,"a":"1 1"}""")]
    [InlineData("b = [1], a = ${b} ${b}", """{"b":[1],"a":[1,1]}""")]
    [InlineData("b = {x:1}, a = ${b} {y:2}", """{"b":{"x":1},"a":{"x":1,"y":2}}""")]
    [InlineData("b = 10.0, a = ${b}", """{"b":10.0,"a":10.0}""")]
    public void Parts_on_one_line_are_concatenated(string text, string json) => Resolved.Json(text).ShouldBe(json);

    [Theory] // Rule 10
    [InlineData("a = [1] {x:1}")]
    [InlineData("a = {x:1} [1]")]
    [InlineData("a = [1] x")]
    [InlineData("a = x [1]")]
    [InlineData("a = {x:1} x")]
    [InlineData("a = x {x:1}")]
    [InlineData("b = [1], a = ${b} x")]
    [InlineData("b = {x:1}, a = x ${b}")]
    [InlineData("b = {x:1}, a = [1] ${b}")]
    [InlineData("b = [1], a = ${b} \" \" ${b}")]
    [InlineData("b = null, a = ${b} [1]")]
    public void A_mixture_of_types_is_refused(string text)
    {
        var failure = Resolved.Failure(text);
        failure.Kind.ShouldBe(HoconErrorKind.WrongType);
        failure.Origin.Line.ShouldBe(1);
    }

    [Fact] // Rule 10
    public void A_newline_ends_a_concatenation() => Resolved.Failure("a = x\ny").Origin.Line.ShouldBe(2);

    [Theory] // Rule 11
    [InlineData("a.b", "a|b")]
    [InlineData("a.\"b.c\".d", "a|b.c|d")]
    [InlineData("10.0foo", "10|0foo")]
    [InlineData("foo10.0", "foo10|0")]
    [InlineData("foo\"10.0\"", "foo10.0")]
    [InlineData("1.2.3", "1|2|3")]
    [InlineData("a.\"\".b", "a||b")]
    [InlineData("\"\"", "")]
    [InlineData(" a b.c d ", "a b|c d")]
    [InlineData("a . b", "a | b")]
    [InlineData("a\"b\"c", "abc")]
    [InlineData("true.null", "true|null")]
    [InlineData("-x.-1", "-x|-1")]
    public void A_path_expression_splits_at_dots_outside_quotes(string text, string segments)
    {
        var path = HoconPath.Parse(text);
        string.Join('|', path.Segments).ShouldBe(segments);
        HoconPath.Parse(path.ToString()).ShouldBe(path);
    }

    [Theory] // Rule 11
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData(".")]
    [InlineData("a.\"\"..b")]
    [InlineData("a:b")]
    [InlineData("${a}")]
    [InlineData("a\nb")]
    public void A_malformed_path_is_refused(string text) => Should.Throw<HoconException>(() => HoconPath.Parse(text)).Kind.ShouldBe(HoconErrorKind.Syntax);

    [Theory] // Rule 12
    [InlineData("a.b.c : 1", """{"a":{"b":{"c":1}}}""")]
    [InlineData("a.x = 1, a.y = 2", """{"a":{"x":1,"y":2}}""")]
    [InlineData("3.14 : 42", """{"3":{"14":42}}""")]
    [InlineData("true : 42", """{"true":42}""")]
    [InlineData("a b c : 42", """{"a b c":42}""")]
    [InlineData("\"a.b\" : 1", """{"a.b":1}""")]
    [InlineData("a.b { c = 1 }", """{"a":{"b":{"c":1}}}""")]
    [InlineData("foo include : 1", """{"foo include":1}""")]
    [InlineData("\"include\" : 1", """{"include":1}""")]
    [InlineData("foo.include : 1", """{"foo":{"include":1}}""")]
    [InlineData("includes : 1", """{"includes":1}""")]
    [InlineData("foo -bar : 1", """{"foo -bar":1}""")]
    public void A_path_as_key_makes_nested_objects(string text, string json) => Resolved.Json(text).ShouldBe(json);
}
