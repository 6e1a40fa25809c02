namespace FlexCore.Hocon.Tests.Rules;

/// <summary>Rules 13 to 16 and 23: substitutions, self-reference, appending, environment.</summary>
public class SubstitutionRules
{
    [Theory] // Rule 13
    [InlineData("a = 1, b = ${a}", """{"a":1,"b":1}""")]
    [InlineData("b = ${a}, a = 1", """{"b":1,"a":1}""")]
    [InlineData("a = 1, b = ${a}, a = 2", """{"a":2,"b":2}""")]
    [InlineData("a.b.c = x, d = ${a.b.c}y", """{"a":{"b":{"c":"x"}},"d":"xy"}""")]
    [InlineData("a { x = 1 }, b = ${a}, a { y = 2 }", """{"a":{"x":1,"y":2},"b":{"x":1,"y":2}}""")]
    [InlineData("\"a.b\" = 1, c = ${\"a.b\"}", """{"a.b":1,"c":1}""")]
    [InlineData("a = null, b = ${a}", """{"a":null,"b":null}""")]
    [InlineData("a = 1, b = ${ a }", """{"a":1,"b":1}""")]
    [InlineData("a = \"${b}\"", """{"a":"${b}"}""")]
    [InlineData("a = [x, ${?b}, y]", """{"a":["x","y"]}""")]
    [InlineData("a = ${?b}", "{}")]
    [InlineData("a = 1, a = ${?b}", """{"a":1}""")]
    [InlineData("a = x${?b}y", """{"a":"xy"}""")]
    [InlineData("a = ${?b} x", """{"a":" x"}""")]
    [InlineData("a = ${?b}${?c}", "{}")]
    [InlineData("a = ${?b} [1]", """{"a":[1]}""")]
    [InlineData("a = {x:1} ${?b}", """{"a":{"x":1}}""")]
    [InlineData("a { x = ${?b} }", """{"a":{}}""")]
    [InlineData("a = 5, b = ${?a.x}", """{"a":5}""")]
    [InlineData("a { b = 1 }, a = ${?c}, a { d = 2 }", """{"a":{"b":1,"d":2}}""")]
    public void A_substitution_takes_the_final_value_of_the_whole_document(string text, string json) => Resolved.Json(text).ShouldBe(json);

    [Theory] // Rule 13
    [InlineData("a = ${missing}", 1, 5)]
    [InlineData("a = 1\nb = [${x.y}]", 2, 6)]
    [InlineData("a {\n  b = x ${nope} y\n}", 2, 9)]
    public void A_required_substitution_without_a_value_is_an_error_at_its_place(string text, int line, int column)
    {
        var failure = Resolved.Failure(text);
        failure.Kind.ShouldBe(HoconErrorKind.Substitution);
        failure.Origin.ShouldBe(new HoconOrigin("text", line, column));
    }

    [Theory] // Rule 13
    [InlineData("a = ${ ?b}")]
    [InlineData("a = ${b${c}}")]
    [InlineData("${a} = 1")]
    [InlineData("a.${b} = 1")]
    [InlineData("a = ${}")]
    [InlineData("a = ${?}")]
    [InlineData("a = ${b")]
    [InlineData("a = ${b\n}")]
    [InlineData("a = ${b..c}")]
    [InlineData("a = ${b:c}")]
    [InlineData("a = $b")]
    public void A_malformed_substitution_is_refused(string text) => Resolved.Failure(text).Kind.ShouldBe(HoconErrorKind.Syntax);

    [Theory] // Rule 13
    [InlineData("a = ${missing}, a = 1", """{"a":1}""")]
    [InlineData("a = ${a}, a = 1", """{"a":1}""")]
    [InlineData("a = ${missing}, a = [1]", """{"a":[1]}""")]
    public void A_hidden_substitution_is_never_evaluated(string text, string json) => Resolved.Json(text).ShouldBe(json);

    [Theory] // Rule 14
    [InlineData("path = a, path = ${path}\":b\"", """{"path":"a:b"}""")]
    [InlineData("a = ${?a}foo", """{"a":"foo"}""")]
    [InlineData("a = x, a = ${?a}foo", """{"a":"xfoo"}""")]
    [InlineData("a = ${?a}1, a = ${?a}2", """{"a":"12"}""")]
    [InlineData("a = bar${?a}foo", """{"a":"barfoo"}""")]
    [InlineData("a = ${?a}", "{}")]
    [InlineData("a = [1], a = ${a} [2], a = ${a} [3]", """{"a":[1,2,3]}""")]
    [InlineData("foo { a { c = 1 } }, foo = ${foo.a}, foo { a = 2 }", """{"foo":{"a":2,"c":1}}""")]
    [InlineData("foo { a = 1 }, foo = ${foo}", """{"foo":{"a":1}}""")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }", """{"bar":{"foo":42,"baz":42}}""")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }, bar { foo = 43 }", """{"bar":{"foo":43,"baz":43}}""")]
    [InlineData("bar { a = ${foo.d}, b = 1 }, bar.b = 3, foo { c = ${bar.b}, d = 2 }, foo.d = 4", """{"bar":{"a":4,"b":3},"foo":{"c":3,"d":4}}""")]
    [InlineData("foo.a = x, foo.a = ${?foo.a}y, foo.b = ${foo.a}", """{"foo":{"a":"xy","b":"xy"}}""")]
    [InlineData("b = ${a}, a = ${?a}foo", """{"b":"foo","a":"foo"}""")]
    [InlineData("a = {b = ${?a}}", """{"a":{}}""")]
    [InlineData("a = [${?a}]", """{"a":[]}""")]
    [InlineData("a = 1, b = 2, a = ${b}, b = ${a}", """{"a":1,"b":1}""")]
    [InlineData("a = 1, b = ${a}foo, a = ${b}", """{"a":"1foo","b":"1foo"}""")]
    [InlineData("a = 1, b = ${c}, c = ${a}, a = ${b}", """{"a":1,"b":1,"c":1}""")]
    [InlineData("a { n = x, u = ${a.n} }, a = ${a} { n = y }", """{"a":{"n":"y","u":"y"}}""")]
    [InlineData("base { n = ${svc.n} }, svc = ${base}, svc.n = x", """{"base":{"n":"x"},"svc":{"n":"x"}}""")]
    public void A_self_reference_looks_back_to_the_earlier_value(string text, string json) => Resolved.Json(text).ShouldBe(json);

    [Theory] // Rule 14
    [InlineData("base { x = 1 }, a = ${base} { y = 2, z = ${a.y} }", """{"base":{"x":1},"a":{"x":1,"y":2,"z":2}}""")]
    [InlineData("base { x = 1 }, a = ${base} { x = ${a.x}0 }", """{"base":{"x":1},"a":{"x":"10"}}""")]
    [InlineData("base { x = 1 }, a = ${base}, a { x = ${a.x}0 }", """{"base":{"x":1},"a":{"x":"10"}}""")]
    [InlineData("list = [1], list = ${list} [${list}]", """{"list":[1,[1]]}""")]
    [InlineData("x { c = [1], c = ${x.c} [2] }, a = ${x}, a { c = ${a.c} [3] }", """{"x":{"c":[1,2]},"a":{"c":[1,2,3]}}""")]
    [InlineData("x { c { k = 1 } }, a = ${x}, a { c = ${?b} }, b { z = ${a} }", """{"x":{"c":{"k":1}},"a":{"c":{"k":1}},"b":{"z":{"c":{"k":1}}}}""")]
    [InlineData("x { c { k = 1 } }, b { z = ${a} }, a = ${x} { c = ${?b} }", """{"x":{"c":{"k":1}},"b":{"z":{"c":{"k":1}}},"a":{"c":{"k":1}}}""")]
    public void References_inside_a_concatenated_object_see_the_merged_value_or_look_back(string text, string json) =>
        Resolved.Json(text).ShouldBe(json);

    [Theory] // Rule 14
    [InlineData("a = ${b}, b = ${a}")]
    [InlineData("a = ${b}, b = ${c}, c = ${a}")]
    [InlineData("{ a : { b : ${a} } }")]
    [InlineData("a = [${a}]")]
    [InlineData("a = ${a}")]
    [InlineData("a = ${a}foo")]
    [InlineData("a = ${a} [1]")]
    [InlineData("foo = ${foo}, foo = { a = 1 }")]
    [InlineData("a { b = ${c} }, c { d = ${a} }")]
    [InlineData("a = 5, a = { b = ${a} }")]
    public void An_unbreakable_cycle_is_an_error(string text)
    {
        var failure = Resolved.Failure(text);
        failure.Kind.ShouldBe(HoconErrorKind.Substitution);
        failure.Origin.Line.ShouldBe(1);
    }

    [Theory] // Rule 15
    [InlineData("a += 1", """{"a":[1]}""")]
    [InlineData("a += 1, a += 2", """{"a":[1,2]}""")]
    [InlineData("a = [0], a += { b = 1 }", """{"a":[0,{"b":1}]}""")]
    [InlineData("a.b += 1, a.b += 2", """{"a":{"b":[1,2]}}""")]
    [InlineData("a { b += 1 }, a { b += 2 }", """{"a":{"b":[1,2]}}""")]
    [InlineData("a += [1], a += [2]", """{"a":[[1],[2]]}""")]
    [InlineData("x = [1], a = ${x}, a += 2", """{"x":[1],"a":[1,2]}""")]
    [InlineData("l = [{ a += 1, a += 2 }]", """{"l":[{"a":[1,2]}]}""")]
    [InlineData("l += { a += 1, a += 2 }, l += { a += 3 }", """{"l":[{"a":[1,2]},{"a":[3]}]}""")]
    [InlineData("a += 1, a += ${a}, a += 2", """{"a":[1,[1],2]}""")]
    [InlineData("a += ${x}, a += 2, x = 1", """{"a":[1,2],"x":1}""")]
    [InlineData("a += 1, a = [5], a += 2, a += 3", """{"a":[5,2,3]}""")]
    public void Plus_equals_appends_an_element_to_the_earlier_array(string text, string json) => Resolved.Json(text).ShouldBe(json);

    [Theory] // Rule 15
    [InlineData("a = 1, a += 2")]
    [InlineData("a { x = 1 }, a += 2")]
    public void Plus_equals_on_something_else_is_a_type_error(string text) => Resolved.Failure(text).Kind.ShouldBe(HoconErrorKind.WrongType);

    [Fact] // Rule 16
    public void A_list_substitution_reads_numbered_variables_up_to_the_first_gap() =>
        Resolved.Json("a = ${X[]}", ("X_0", "p"), ("X_1", ""), ("X_3", "r")).ShouldBe("""{"a":["p",""]}""");

    [Theory] // Rule 16
    [InlineData("a = ${?X[]}", "{}")]
    [InlineData("a = [z] ${?X[]}", """{"a":["z"]}""")]
    [InlineData("a = ${?X []} [z]", """{"a":["z"]}""")]
    [InlineData("X = c, a = ${X[]}", """{"X":"c","a":"c"}""")]
    public void An_optional_list_without_elements_is_undefined_and_the_document_wins(string text, string json) =>
        Resolved.Json(text, ("X", "scalar")).ShouldBe(json);

    [Fact] // Rule 16
    public void A_required_list_without_elements_is_an_error() =>
        Resolved.Failure("a = ${X[]}", ("X", "scalar")).Problem.ShouldContain("${X[]}");

    [Theory] // Rule 23
    [InlineData("a = ${HOME}", """{"a":"/home/x"}""")]
    [InlineData("a = ${?home}", "{}")]
    [InlineData("a = ${EMPTY}", """{"a":""}""")]
    [InlineData("a = ${EMPTY}x", """{"a":"x"}""")]
    [InlineData("HOME = mine, a = ${HOME}", """{"HOME":"mine","a":"mine"}""")]
    [InlineData("HOME = null, a = ${HOME}", """{"HOME":null,"a":null}""")]
    [InlineData("PATH = ${PATH}\":/x\"", """{"PATH":"/bin:/x"}""")]
    [InlineData("a = ${?some.path}", "{}")]
    [InlineData("a = ${PORT}", """{"a":"8080"}""")]
    public void The_environment_is_asked_last_and_case_sensitively(string text, string json) =>
        Resolved.Json(text, ("HOME", "/home/x"), ("EMPTY", ""), ("PATH", "/bin"), ("PORT", "8080"), ("some.path", "no")).ShouldBe(json);

    [Fact] // Rule 23
    public void A_variable_converts_like_any_string_and_names_itself_as_origin()
    {
        var value = Resolved.Object("a = ${PORT}", ("PORT", "8080")).Get("a");
        value.AsInt32().ShouldBe(8080);
        value.Origin.ToString().ShouldBe("environment variable PORT");
    }

    [Fact] // Rule 14: a substitution is one instance with one value, however often its field is used.
    public void A_substitution_is_evaluated_once()
    {
        var asked = 0;
        var settings = new HoconSettings { Environment = _ => (++asked).ToString(System.Globalization.CultureInfo.InvariantCulture) };
        Documents.HoconParser.Parse("a = ${X}, b = ${a}, c = ${a}${b}").Resolve(settings).ToJson().ShouldBe("""{"a":"1","b":"1","c":"11"}""");
    }
}
