using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions;

/// <summary>What people read when they have made a mistake.</summary>
public sealed class ExpressionDiagnosticTests
{
    [Theory]
    [InlineData("", "1:1", "Expected a value, found the end of the expression.")]
    [InlineData("1 +", "1:4", "Expected a value, found the end of the expression.")]
    [InlineData("(1", "1:3", "Expected ')' to close the parentheses, found the end of the expression.")]
    [InlineData("[1, 2", "1:6", "Expected ',' or ']' to close the list, found the end of the expression.")]
    [InlineData("{ a: 1", "1:7", "Expected ',' or '}' to close the object, found the end of the expression.")]
    [InlineData("f(1 2)", "1:5", "Expected ',' or ')' to close the arguments, found a number.")]
    [InlineData("a ? 1", "1:6", "Expected ':' between the two values of '?', found the end of the expression.")]
    [InlineData("a.", "1:3", "Expected a field's name after the dot, found the end of the expression.")]
    [InlineData("a.5", "1:2", "Expected an operator or the end of the expression, found a number.")]
    [InlineData("1 2", "1:3", "Expected an operator or the end of the expression, found a number.")]
    [InlineData("a\n  b", "2:3", "Expected an operator or the end of the expression, found 'b'.")]
    [InlineData("'abc", "1:1", "The text is not closed: expected '.")]
    [InlineData("'a\nb'", "1:1", "The text is not closed: expected '.")]
    [InlineData("`abc", "1:1", "The template is not closed: expected `.")]
    [InlineData("`a${1", "1:6", "The template is not closed: expected '}'.")]
    [InlineData("/abc", "1:1", "The regular expression is not closed: expected '/'.")]
    [InlineData("/* x", "1:1", "The comment is not closed: expected '*/'.")]
    [InlineData("'\\x1'", "1:2", "The escape needs 2 hexadecimal digits.")]
    [InlineData("'\\u{110000}'", "1:2", "code point from 0 to 10FFFF")]
    [InlineData("'\\07'", "1:2", "Octal escapes are not supported")]
    [InlineData("010", "1:1", "The number '010' is malformed.")]
    [InlineData("1a", "1:1", "The number is malformed.")]
    [InlineData("1n", "1:1", "BigInt literals are not supported")]
    [InlineData("a # b", "1:3", "The character '#' (U+0023) does not belong into an expression.")]
    [InlineData("a = 1", "1:3", "'=' changes a value, which expressions cannot: compare with '==='.")]
    [InlineData("a += 1", "1:3", "'+=' changes a value")]
    [InlineData("a++", "1:2", "'++' changes a value")]
    [InlineData("new Date()", "1:1", "'new' is not supported: use Date.parse(text)")]
    [InlineData("this.a", "1:1", "use '$' for the whole record")]
    [InlineData("if (a) 1", "1:1", "Write condition ? a : b.")]
    [InlineData("function () { }", "1:1", "Write an arrow function: x => …")]
    [InlineData("a instanceof b", "1:3", "Use typeof or Array.isArray.")]
    [InlineData("-a ** 2", "1:4", "Write parentheses around the sign")]
    [InlineData("a ?? b || 1", "1:3", "Write parentheses where '??' is mixed")]
    [InlineData("a && b ?? 1", "1:8", "Write parentheses where '??' is mixed")]
    [InlineData("a?.(1)", "1:4", "fields hold data only")]
    [InlineData("a`x`", "1:2", "Tagged templates are not supported.")]
    [InlineData("[1].map(x => { return x })", "1:14", "x => ({ … })")]
    [InlineData("[1].map((...x) => x)", "1:10", "Rest parameters are not supported.")]
    [InlineData("[1].map(true => 1)", "1:9", "cannot be a parameter's name")]
    [InlineData("in a", "1:1", "Expected a value before 'in'.")]
    public void A_malformed_expression_is_explained_where_it_goes_wrong(string text, string position, string message)
    {
        var mistake = ExpressionCompiler.Compile(text, new TestScope("a", "b")).Diagnostics.ShouldHaveSingleItem();

        mistake.Message.ShouldContain(message);
        mistake.Position.ToString().ShouldBe(position);
        mistake.Code.ShouldBeOneOf(ExpressionErrorCode.Syntax, ExpressionErrorCode.NotSupported);
    }

    [Theory]
    [InlineData("stauts", "1:1", ExpressionErrorCode.UnknownName, "status")]
    [InlineData("1 + Status", "1:5", ExpressionErrorCode.UnknownName, "status")]
    [InlineData("undefinde", "1:1", ExpressionErrorCode.UnknownName, "undefined")]
    [InlineData("[1].map(item => itm)", "1:17", ExpressionErrorCode.UnknownName, "item")]
    [InlineData("xyzzy", "1:1", ExpressionErrorCode.UnknownName, null)]
    [InlineData("parseint('1')", "1:1", ExpressionErrorCode.UnknownFunction, "parseInt")]
    [InlineData("Math.maximum(1)", "1:6", ExpressionErrorCode.UnknownFunction, "Math.max")]
    [InlineData("Math.pie", "1:6", ExpressionErrorCode.UnknownFunction, "Math.PI")]
    [InlineData("path.startWith('a')", "1:6", ExpressionErrorCode.UnknownFunction, "startsWith")]
    [InlineData("path.zzzzzzzz()", "1:6", ExpressionErrorCode.UnknownFunction, null)]
    [InlineData("/a/.tset('a')", "1:5", ExpressionErrorCode.UnknownFunction, "test")]
    public void A_misspelt_name_comes_with_what_was_probably_meant(string text, string position, ExpressionErrorCode code, string? suggestion)
    {
        var mistake = ExpressionCompiler.Compile(text, new TestScope("status", "path")).Diagnostics.ShouldHaveSingleItem();

        mistake.Code.ShouldBe(code);
        mistake.Position.ToString().ShouldBe(position);
        mistake.Suggestion.ShouldBe(suggestion);
        (mistake.ToString().Contains("Did you mean", StringComparison.Ordinal)).ShouldBe(suggestion is not null);
    }

    [Theory]
    [InlineData("path.startsWith()", "text.startsWith(search, from = 0)")]
    [InlineData("path.trim(1)", "text.trim()")]
    [InlineData("path.map()", "list.map(fn)")]
    [InlineData("path.map(5)", "must be an arrow function")]
    [InlineData("path.match('a')", "regular expression literal")]
    [InlineData("hash()", "hash(value)")]
    [InlineData("hash", "is a function: call it, hash(value)")]
    [InlineData("Math", "is a namespace")]
    [InlineData("Math.max", "is a function: call it, Math.max(...numbers)")]
    [InlineData("/a/", "can only be used with")]
    [InlineData("x => 1", "can only be an argument")]
    [InlineData("path.test('a')", "regular expressions only")]
    [InlineData("(path)(1)", "There is no function 'path'")]
    [InlineData("[1](2)", "Only functions and methods can be called")]
    public void A_misused_function_is_explained_by_its_signature(string text, string message) =>
        ExpressionCompiler.Compile(text, new TestScope("path")).Diagnostics.ShouldHaveSingleItem().Message.ShouldContain(message);

    [Theory]
    [InlineData("a.b", "1:3", ExpressionErrorCode.WrongKind, "'?.b'")]
    [InlineData("1 +\n a[0]", "2:3", ExpressionErrorCode.WrongKind, "'?.[…]'")]
    [InlineData("a.trim()", "1:3", ExpressionErrorCode.WrongKind, "'?.trim(…)'")]
    [InlineData("5 .trim()", "1:4", ExpressionErrorCode.WrongKind, "no trim() of a number")]
    [InlineData("[...5]", "1:2", ExpressionErrorCode.WrongKind, "cannot be spread")]
    [InlineData("1 in 'a'", "1:3", ExpressionErrorCode.WrongKind, "the right side of 'in'")]
    [InlineData("[].reduce((x, y) => x)", "1:4", ExpressionErrorCode.WrongKind, "start value")]
    [InlineData("'a'.repeat(-1)", "1:5", ExpressionErrorCode.OutOfRange, "repeat count -1")]
    [InlineData("(1).toFixed(101)", "1:5", ExpressionErrorCode.OutOfRange, "from 0 to 100")]
    [InlineData("(1).toString(1)", "1:5", ExpressionErrorCode.OutOfRange, "from 2 to 36")]
    [InlineData("JSON.parse('{')", "1:6", ExpressionErrorCode.InvalidJson, "not JSON")]
    [InlineData("duration('5 parsecs')", "1:1", ExpressionErrorCode.OutOfRange, "number with ms, s, m, h, d or w")]
    [InlineData("truncateTime(0, 'decade')", "1:1", ExpressionErrorCode.OutOfRange, "week, month, year")]
    [InlineData("formatTime('soon')", "1:1", ExpressionErrorCode.OutOfRange, "ISO 8601")]
    [InlineData("[a].map(({ x }) => x)", "1:10", ExpressionErrorCode.WrongKind, "takes fields from an object, but got null")]
    public void A_fault_while_evaluating_names_the_place_the_value_and_the_remedy(string text, string position, ExpressionErrorCode code, string message)
    {
        var expression = ExpressionCompiler.Compile(text, new TestScope("a")).OrThrow();

        var fault = Should.Throw<ExpressionException>(() => expression.Evaluate(new EvaluationFrame([Value.Null])));

        fault.Code.ShouldBe(code);
        fault.Position.ToString().ShouldBe(position);
        fault.Message.ShouldContain(message, Case.Insensitive);
    }
}
