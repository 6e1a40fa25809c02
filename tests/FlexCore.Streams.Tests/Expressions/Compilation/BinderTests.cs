using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;

namespace FlexCore.Streams.Tests.Expressions.Compilation;

/// <summary>Which mistakes the binder finds, where, and what it suggests.</summary>
public sealed class BinderTests
{
    private static readonly TestScope Scope = new("$", "status", "path", "bytes", "user", "hash");

    [Theory]
    [InlineData("statsu", "1:1 UnknownName status")]
    [InlineData("STATUS", "1:1 UnknownName status")]
    [InlineData("pth + bites", "1:1 UnknownName path; 1:7 UnknownName bytes")]
    [InlineData("pth\n  + bites", "1:1 UnknownName path; 2:5 UnknownName bytes")]
    [InlineData("[pth, { a: bites, ...usr }]", "1:2 UnknownName path; 1:12 UnknownName bytes; 1:22 UnknownName user")]
    [InlineData("{ pth }", "1:3 UnknownName path")]
    [InlineData("{ [pth]: 1 }", "1:4 UnknownName path")]
    [InlineData("`${pth}`", "1:4 UnknownName path")]
    [InlineData("path[pth]", "1:6 UnknownName path")]
    [InlineData("pth?.a.b", "1:1 UnknownName path")]
    [InlineData("pth ? bites : usr", "1:1 UnknownName path; 1:7 UnknownName bytes; 1:15 UnknownName user")]
    [InlineData("user.anything.at.all", "")]
    [InlineData("typeof pth", "1:8 UnknownName path")]
    [InlineData("NaM", "1:1 UnknownName NaN")]
    [InlineData("infinity", "1:1 UnknownName Infinity")]
    [InlineData("zzzzzzzz", "1:1 UnknownName")]
    [InlineData("startWith('a')", "1:1 UnknownFunction")]
    [InlineData("path.startwith('a')", "1:6 UnknownFunction startsWith")]
    [InlineData("pth.startwith('a')", "1:1 UnknownName path; 1:5 UnknownFunction startsWith")]
    [InlineData("path.startwith(pth)", "1:6 UnknownFunction startsWith; 1:16 UnknownName path")]
    [InlineData("path.toLowercase()", "1:6 UnknownFunction toLowerCase")]
    [InlineData("path?.trm()", "1:7 UnknownFunction trim")]
    [InlineData("Math.flor(1)", "1:6 UnknownFunction Math.floor")]
    [InlineData("Math.floor", "1:6 UnknownFunction")]
    [InlineData("Object.kyes(user)", "1:8 UnknownFunction Object.keys")]
    [InlineData("JSON.parze(path)", "1:6 UnknownFunction JSON.parse")]
    [InlineData("/a/.tst(path)", "1:5 UnknownFunction test")]
    [InlineData("/a/.length()", "1:5 UnknownFunction")]
    [InlineData("Math", "1:1 UnknownName")]
    [InlineData("hash", "")]
    [InlineData("parseInt", "1:1 UnknownName")]
    [InlineData("path.test(path)", "1:6 UnknownFunction")]
    public void A_name_that_does_not_exist_is_found_with_its_place_and_the_likely_one(string text, string expected)
    {
        var mistakes = ExpressionCompiler.Compile(text, Scope).Diagnostics
            .Select(static mistake => $"{mistake.Position} {mistake.Code} {mistake.Suggestion}".TrimEnd());

        string.Join("; ", mistakes).ShouldBe(expected);
    }

    [Theory]
    [InlineData("path.trim(1, 2)", "The call has 2 arguments: text.trim().", "1:6")]
    [InlineData("1 + path.trim(1)", "The call has 1 arguments: text.trim().", "1:10")]
    [InlineData("hash()", "The call has 0 arguments: hash(value).", "1:1")]
    [InlineData("path.replace('a')", "The call has 1 arguments: text.replace(searchOrPattern, textOrFn).", "1:6")]
    [InlineData("path.map(...user, 1)", "The call has 2 arguments: list.map(fn).", "1:6")]
    [InlineData("path.filter('x')", "The argument must be an arrow function or the name of a function: list.filter(fn).", "1:6")]
    [InlineData("path.map(x)", "'x' is not a known field.", "1:10")]
    [InlineData("path.matchAll(path)", "The argument must be a regular expression literal such as /[a-z]+/: text.matchAll(pattern).", "1:6")]
    [InlineData("path.search('a')", "The argument must be a regular expression literal", "1:6")]
    [InlineData("path.match(/(/)", "The regular expression is not supported", "1:12")]
    [InlineData("/a/q.test(path)", "The flag 'q'", "1:1")]
    [InlineData("path.test('a')", "'test' is a method of regular expressions only.", "1:6")]
    [InlineData("(a => a)(1)", "Only functions and methods can be called: name(…) or value.name(…).", "1:2")]
    [InlineData("path[0](1)", "Only functions and methods can be called", "1:5")]
    [InlineData("Math.PI()", "There is no function 'Math.PI'.", "1:6")]
    [InlineData("Object", "'Object' is a namespace: use one of its functions; a field of this name is $.Object.", "1:1")]
    [InlineData("parseInt", "'parseInt' is a function: call it, parseInt(", "1:1")]
    [InlineData("/a/.match(path)", "A regular expression has no method 'match'.", "1:5")]
    public void A_call_that_cannot_work_is_explained(string text, string message, string position)
    {
        var mistake = ExpressionCompiler.Compile(text, Scope).Diagnostics.ShouldHaveSingleItem();

        mistake.Message.ShouldContain(message);
        mistake.Position.ToString().ShouldBe(position);
    }

    [Theory]
    [InlineData("[1, 2].map(status => status * 10)", "[10,20]")]
    [InlineData("[1].map(a => [2].map(a => a))", "[[2]]")]
    [InlineData("[1].map(a => [2].map(b => [a, b]))", "[[[1,2]]]")]
    [InlineData("[[1, 2]].map(([a, b]) => b - a)", "[1]")]
    [InlineData("[[1]].map(([a, b = a + 1]) => b)", "[2]")]
    [InlineData("[{ a: 1 }].map(({ a, b = a }) => a + b)", "[2]")]
    [InlineData("[{ a: { b: [3] } }].map(({ a: { b: [c] } }) => c)", "[3]")]
    [InlineData("[[1, 2, 3]].map(([, , c]) => c)", "[3]")]
    [InlineData("[5].map((a, i, all) => [a, i, all.length])", "[[5,0,1]]")]
    [InlineData("[1].map((a, b, c, d = 4, e = 5, f = 6) => d + e + f)", "[15]")]
    [InlineData("[undefined].map((a = 7) => a)", "[7]")]
    [InlineData("[null].map((a = 7) => a)", "[null]")]
    [InlineData("['1', '2'].map(Number)", "[1,2]")]
    [InlineData("[1.5, 2.5].map(Math.floor)", "[1,2]")]
    [InlineData("[1].map(Math => Math)", "[1]")]
    [InlineData("[{ abs: 3 }].map(Math => Math.abs)", "[3]")]
    public void A_parameter_hides_what_is_outside_and_ends_with_its_function(string text, string expected) =>
        ResultText.Of(ExpressionCompiler.Compile(text, TestScope.Empty).OrThrow().Evaluate(default)).ShouldBe(expected);

    [Theory]
    [InlineData("[1].map(a => a) && a", 20)]
    [InlineData("[1].map((a, b = c) => a).filter(c => b)", 17)]
    [InlineData("[1].map((a = a) => a)", 14)]
    public void A_parameter_is_not_known_outside_of_its_function(string text, int column) =>
        ExpressionCompiler.Compile(text, TestScope.Empty).Diagnostics[0].Position.Column.ShouldBe(column);

    [Fact]
    public void A_name_that_is_misspelt_many_times_is_reported_at_every_place()
    {
        var mistakes = ExpressionCompiler.Compile("pth + pth\n+ pth", Scope).Diagnostics;

        mistakes.Select(static mistake => mistake.Position.ToString()).ShouldBe(["1:1", "1:7", "2:3"]);
        mistakes.ShouldAllBe(static mistake => mistake.Suggestion == "path");
    }
}
