using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;

namespace FlexCore.Streams.Tests.Expressions.Functions;

/// <summary>Dollar signs in replacing text, and functions that replace.</summary>
public sealed class ReplacementTests
{
    [Theory]
    [InlineData("'abc'.replace('b', '[$$]')", "a[$]c")]
    [InlineData("'abc'.replace('b', '[$&$&]')", "a[bb]c")]
    [InlineData("'abc'.replace('b', '$')", "a$c")]
    [InlineData("'abc'.replace('b', 'x$')", "ax$c")]
    [InlineData("'abc'.replace('b', '$x')", "a$xc")]
    [InlineData("'abc'.replace('b', '$1')", "a$1c")]
    [InlineData("'abc'.replace('b', '$<n>')", "a$<n>c")]
    [InlineData("'abc'.replace('b', \"$`\")", "aac")]
    [InlineData("'abc'.replace('b', \"$'\")", "acc")]
    [InlineData("'abc'.replace('', '$&-')", "-abc")]
    [InlineData("'aXbX'.replaceAll('X', \"[$`]\")", "a[a]b[aXb]")]
    [InlineData("'ab'.replaceAll('', '.')", ".a.b.")]
    [InlineData("'aaaa'.replaceAll('aa', 'b')", "bb")]
    [InlineData("'aaa'.replaceAll('a', 'aa')", "aaaaaa")]
    [InlineData("'ab'.replace(/(a)(b)/, '$2$1')", "ba")]
    [InlineData("'ab'.replace(/(a)(b)/, '$02$01')", "ba")]
    [InlineData("'ab'.replace(/(a)(b)/, '$10')", "a0")]
    [InlineData("'ab'.replace(/(a)(b)/, '$3')", "$3")]
    [InlineData("'ab'.replace(/(a)(b)/, '$0$00')", "$0$00")]
    [InlineData("'ab'.replace(/(a)(b)/, '$<a>')", "$<a>")]
    [InlineData("'ab'.replace(/(?<x>a)(?<y>b)/, '$<y>$<x>')", "ba")]
    [InlineData("'ab'.replace(/(?<x>a)(b)/, '$2$1$<x>')", "baa")]
    [InlineData("'ab'.replace(/(?<x>a)/, '[$<z>]')", "[]b")]
    [InlineData("'ab'.replace(/(?<x>a)/, '[$<x]')", "[$<x]b")]
    [InlineData("'b'.replace(/(a)?b/, '[$1]')", "[]")]
    [InlineData("'abcdefghijkl'.replace(/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l)/, '$12$11$1')", "lka")]
    [InlineData("'a.b.c'.replace(/\\./g, '$&$&')", "a..b..c")]
    [InlineData("'abc'.replace(/$/, '!')", "abc!")]
    [InlineData("'abc'.replace(/(?:)/g, '-')", "-a-b-c-")]
    [InlineData("'é😀é'.replace('😀', \"$'$`\")", "éééé")]
    [InlineData("'é😀é'.replaceAll(/é/g, 'e')", "e😀e")]
    public void A_dollar_in_the_replacing_text_stands_for_a_part_of_the_occurrence(string text, string expected) =>
        Evaluate(text).ShouldBe(expected);

    [Theory]
    [InlineData("'abcb'.replace('b', (found, at) => `<${found}${at}>`)", "a<b1>cb")]
    [InlineData("'abcb'.replaceAll('b', (found, at, whole) => at + whole.length)", "a5c7")]
    [InlineData("'a1b2'.replace(/([a-z])(\\d)/g, (all, letter, digit, at) => digit + letter + at)", "1a02b2")]
    [InlineData("'abc'.replace('b', () => '$&')", "a$&c")]
    [InlineData("'abc'.replace('b', () => null)", "anullc")]
    [InlineData("'abc'.replace('b', () => [1, 2])", "a1,2c")]
    [InlineData("'abc'.replace('z', () => 'x')", "abc")]
    [InlineData("'b'.replace(/(a)?b/, (all, group) => typeof group)", "undefined")]
    [InlineData("'a😀b'.replace('b', (found, at) => at)", "a😀3")]
    public void A_function_is_given_the_occurrence_and_its_result_is_taken_literally(string text, string expected) =>
        Evaluate(text).ShouldBe(expected);

    [Theory]
    [InlineData("'a-b-c'.split('-').join('|')", "a|b|c")]
    [InlineData("'a-b-c'.split('-', 2).join('|')", "a|b")]
    [InlineData("'a-b-c'.split('-', 0).length", "0")]
    [InlineData("'a-b-c'.split('-', -1).length", "3")]
    [InlineData("'a-b-c'.split().join('|')", "a-b-c")]
    [InlineData("'-a-'.split('-').length", "3")]
    [InlineData("''.split('-').length", "1")]
    [InlineData("''.split('').length", "0")]
    [InlineData("'aé😀'.split('').length", "4")]
    [InlineData("'a1b22c'.split(/\\d+/).join('|')", "a|b|c")]
    [InlineData("'a1b2c'.split(/(\\d)/).join('|')", "a|1|b|2|c")]
    [InlineData("'a1b2c'.split(/\\d/, 2).join('|')", "a|b")]
    [InlineData("'aaa'.split('aa').join('|')", "|a")]
    [InlineData("'a😀b'.split('😀').join('|')", "a|b")]
    public void A_text_is_split_as_in_javascript(string text, string expected) => Evaluate(text).ShouldBe(expected);

    [Theory]
    [InlineData("'aa'.replaceAll(/a/, 'b')", "replaceAll needs the flag 'g'")]
    [InlineData("'aa'.matchAll(/a/)", "matchAll needs the flag 'g'")]
    public void A_pattern_that_must_be_global_says_so(string text, string message)
    {
        var fault = Should.Throw<ExpressionException>(() => Evaluate(text));

        fault.Code.ShouldBe(ExpressionErrorCode.WrongKind);
        fault.Message.ShouldContain(message);
        fault.Position.Column.ShouldBe("String('aa'.".Length + 1);
    }

    private static string Evaluate(string text) =>
        ExpressionCompiler.Compile($"String({text})", TestScope.Empty).OrThrow().Evaluate(default).AsString();
}
