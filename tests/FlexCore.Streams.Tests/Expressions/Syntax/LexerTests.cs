using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions.Syntax;

/// <summary>How text is split into tokens, where each begins, and what a malformed token says.</summary>
public sealed class LexerTests
{
    [Theory]
    [InlineData("0", 0d)]
    [InlineData("00.5", null)]
    [InlineData("0.5", 0.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5d)]
    [InlineData("1e3", 1000d)]
    [InlineData("1E+3", 1000d)]
    [InlineData("1e-3", 0.001)]
    [InlineData(".5e1", 5d)]
    [InlineData("5.e1", 50d)]
    [InlineData("1_000_000", 1_000_000d)]
    [InlineData("1_0.2_5", 10.25)]
    [InlineData("1e1_0", 1e10)]
    [InlineData("0x1F", 31d)]
    [InlineData("0Xff", 255d)]
    [InlineData("0xF_F", 255d)]
    [InlineData("0o17", 15d)]
    [InlineData("0O7", 7d)]
    [InlineData("0b101", 5d)]
    [InlineData("0B1", 1d)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("1e-400", 0d)]
    [InlineData("01", null)]
    [InlineData("0_1", null)]
    [InlineData("1_", null)]
    [InlineData("1__0", null)]
    [InlineData("1_.5", null)]
    [InlineData("1._5", null)]
    [InlineData("1e", null)]
    [InlineData("1e+", null)]
    [InlineData("0x", null)]
    [InlineData("0xg", null)]
    [InlineData("0b2", null)]
    [InlineData("0o8", null)]
    [InlineData("0x_1", null)]
    [InlineData("3px", null)]
    [InlineData("3$", null)]
    [InlineData("10n", null)]
    public void A_number_is_read_as_javascript_reads_it_or_refused(string text, double? expected)
    {
        if (expected is { } number)
        {
            Lexer.Read(text)[0].Number.AsNumber().ShouldBe(number);
            Lexer.Read(text)[1].Kind.ShouldBe(TokenKind.End);
            return;
        }

        var mistake = Should.Throw<ExpressionException>(() => Lexer.Read(text));
        mistake.Code.ShouldBe(ExpressionErrorCode.Syntax);
        mistake.Position.ShouldBe(SourcePosition.Start);
        mistake.Message.ShouldContain(text == "10n" ? "BigInt" : "malformed");
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("12_345_678_901_234_567_890", "12345678901234567890")]
    public void A_whole_number_that_a_double_cannot_hold_keeps_its_digits(string text, string digits)
    {
        Lexer.Read(text)[0].Number.TryGetExactNumber(out var exact).ShouldBeTrue();

        exact?.Text.ShouldBe(digits);
    }

    [Theory]
    [InlineData("9007199254740992")]
    [InlineData("1000")]
    [InlineData("0.5")]
    public void A_number_that_a_double_holds_needs_no_digits(string text) =>
        Lexer.Read(text)[0].Number.TryGetExactNumber(out _).ShouldBeFalse();

    [Theory]
    [InlineData("''", "")]
    [InlineData("\"it's\"", "it's")]
    [InlineData("'say \"x\"'", "say \"x\"")]
    [InlineData(@"'\n\t\r\b\f\v\0'", "\n\t\r\b\f\v\0")]
    [InlineData(@"'\'\""\\\`'", "'\"\\`")]
    [InlineData(@"'\x41\x7e'", "A~")]
    [InlineData(@"'\u0041\u00e9'", "Aé")]
    [InlineData(@"'\u{41}\u{1F600}\u{0}'", "A😀\0")]
    [InlineData(@"'\u{10FFFF}'", "\U0010FFFF")]
    [InlineData(@"'\q\/\-'", "q/-")]
    [InlineData("'a\\\nb'", "ab")]
    [InlineData("'a\\\r\nb'", "ab")]
    [InlineData("'a\\\rb'", "ab")]
    [InlineData("'a\\\u2028b'", "ab")]
    [InlineData("'a\u2028b'", "a\u2028b")]
    [InlineData("'/* no comment */'", "/* no comment */")]
    [InlineData("'${x}'", "${x}")]
    public void A_text_means_what_its_escapes_say(string source, string expected)
    {
        var token = Lexer.Read(source)[0];

        token.Kind.ShouldBe(TokenKind.Text);
        token.Text.ShouldBe(expected);
    }

    [Fact]
    public void An_escape_may_stand_for_half_a_surrogate_pair()
    {
        Lexer.Read(@"'\ud83d'")[0].Text.ShouldBe("\ud83d");
        Lexer.Read(@"'\u{d83d}\u{de00}'")[0].Text.ShouldBe("😀");
    }

    [Theory]
    [InlineData(@"'ab\x4'", 4, "The escape needs 2 hexadecimal digits.")]
    [InlineData(@"'\xg1'", 2, "The escape needs 2 hexadecimal digits.")]
    [InlineData(@"'\u12'", 2, "The escape needs 4 hexadecimal digits.")]
    [InlineData(@"'\u123g'", 2, "The escape needs 4 hexadecimal digits.")]
    [InlineData(@"'\u{}'", 2, "from 0 to 10FFFF")]
    [InlineData(@"'\u{ 41}'", 2, "from 0 to 10FFFF")]
    [InlineData(@"'\u{-1}'", 2, "from 0 to 10FFFF")]
    [InlineData(@"'\u{ffffffff}'", 2, "from 0 to 10FFFF")]
    [InlineData(@"'\u{000000041}'", 2, "from 0 to 10FFFF")]
    [InlineData(@"'\u{41'", 2, "from 0 to 10FFFF")]
    [InlineData(@"'a\8'", 3, "Octal escapes are not supported: write \\xHH.")]
    [InlineData(@"'\1'", 2, "Octal escapes are not supported")]
    [InlineData(@"'\01'", 2, "Octal escapes are not supported")]
    [InlineData(@"'a\", 3, "The text ends inside an escape.")]
    [InlineData(@"`a\", 3, "The text ends inside an escape.")]
    [InlineData("'a\rb'", 1, "The text is not closed: expected '.")]
    [InlineData("\"a'", 1, "The text is not closed: expected \".")]
    [InlineData("a @ b", 3, "The character '@' (U+0040)")]
    [InlineData("a \0", 3, "(U+0000)")]
    [InlineData("1 + \\u0041", 5, "(U+005C)")]
    [InlineData("a /* b * /", 3, "The comment is not closed: expected '*/'.")]
    [InlineData("x(/[/)", 3, "The regular expression is not closed: expected '/'.")]
    [InlineData("x(/a\n/)", 3, "The regular expression is not closed: expected '/'.")]
    [InlineData(@"x(/a\", 3, "The regular expression is not closed: expected '/'.")]
    public void A_malformed_token_is_refused_where_it_begins(string source, int column, string message)
    {
        var mistake = Should.Throw<ExpressionException>(() => Lexer.Read(source)).Diagnostic;

        mistake.Message.ShouldContain(message);
        mistake.Position.ShouldBe(new SourcePosition(column - 1, 1, column));
        mistake.Code.ShouldBe(ExpressionErrorCode.Syntax);
    }

    [Theory]
    [InlineData("a>>>b", "a >>> b")]
    [InlineData("a>>>=b", "a >>>= b")]
    [InlineData("a===b", "a === b")]
    [InlineData("a!==!b", "a !== ! b")]
    [InlineData("a?.b", "a ?. b")]
    [InlineData("a?.5:1", "a ? .5 : 1")]
    [InlineData("a??.5", "a ?? .5")]
    [InlineData("a?.[0]", "a ?. [ 0 ]")]
    [InlineData("a**-b", "a ** - b")]
    [InlineData("a* *b", "a * * b")]
    [InlineData("...a", "... a")]
    [InlineData("a..b", "a . . b")]
    [InlineData("1..x", "1. . x")]
    [InlineData("x=>y", "x => y")]
    [InlineData("a--b", "a -- b")]
    [InlineData("a&&=b||=c??=d", "a &&= b ||= c ??= d")]
    [InlineData("a;b", "a ; b")]
    public void The_longest_punctuator_wins(string source, string tokens) =>
        string.Join(' ', Lexer.Read(source).SkipLast(1).Select(static token => token.Text)).ShouldBe(tokens);

    [Theory]
    [InlineData("a/b/c", "")]
    [InlineData("(a)/b/c", "")]
    [InlineData("[a]/b/c", "")]
    [InlineData("'a'/b/c", "")]
    [InlineData("1/b/c", "")]
    [InlineData("`a`/b/c", "")]
    [InlineData("`${a}`/b/c", "")]
    [InlineData("a.typeof/b/c", "")]
    [InlineData("a?.in/b/c", "")]
    [InlineData("/b/", "b")]
    [InlineData("(/b/", "b")]
    [InlineData("a,/b/", "b")]
    [InlineData("a=>/b/", "b")]
    [InlineData("!/b/", "b")]
    [InlineData("a?/b/", "b")]
    [InlineData("typeof/b/", "b")]
    [InlineData("a in/b/", "b")]
    [InlineData("a / /b/", "b")]
    [InlineData("`${/b/}`", "b")]
    [InlineData("/b//c", "b")]
    [InlineData("/a\\/b/", "a\\/b")]
    [InlineData("/[/\\]/]/", "[/\\]/]")]
    public void A_slash_divides_after_an_operand_and_begins_a_pattern_elsewhere(string source, string pattern) =>
        string.Join('|', Lexer.Read(source).Where(static token => token.Kind == TokenKind.Pattern).Select(static token => token.Text)).ShouldBe(pattern);

    [Fact]
    public void The_flags_of_a_pattern_are_kept_apart()
    {
        var token = Lexer.Read("/a+/gi.test(x)")[0];

        token.Kind.ShouldBe(TokenKind.Pattern);
        token.Text.ShouldBe("a+");
        token.Extra.ShouldBe("gi");
    }

    [Theory]
    [InlineData("`a`", "TemplateWhole:a")]
    [InlineData("``", "TemplateWhole:")]
    [InlineData("`a${b}c`", "TemplateHead:a,Name:b,TemplateTail:c")]
    [InlineData("`${a}${b}`", "TemplateHead:,Name:a,TemplateMiddle:,Name:b,TemplateTail:")]
    [InlineData("`${{}}`", "TemplateHead:,Punctuator:{,Punctuator:},TemplateTail:")]
    [InlineData("`${`b`}`", "TemplateHead:,TemplateWhole:b,TemplateTail:")]
    [InlineData("`$a{b}$`", "TemplateWhole:$a{b}$")]
    [InlineData("`\\${a}`", "TemplateWhole:${a}")]
    [InlineData("`$${a}`", "TemplateHead:$,Name:a,TemplateTail:")]
    [InlineData("`\r\n\r\n`", "TemplateWhole:\n\n")]
    [InlineData("`\r`", "TemplateWhole:\n")]
    [InlineData("`a\\\r\nb`", "TemplateWhole:ab")]
    [InlineData("`\\r\\n`", "TemplateWhole:\r\n")]
    public void A_template_is_cut_at_its_expressions(string source, string tokens) =>
        string.Join(',', Lexer.Read(source).SkipLast(1).Select(static token => $"{token.Kind}:{token.Text}")).ShouldBe(tokens);

    [Theory]
    [InlineData("`${a", 5)]
    [InlineData("`${", 4)]
    [InlineData("`${{}", 6)]
    public void A_template_expression_that_is_not_closed_is_refused_at_the_end(string source, int column)
    {
        var mistake = Should.Throw<ExpressionException>(() => Lexer.Read(source)).Diagnostic;

        mistake.Message.ShouldBe("The template is not closed: expected '}'.");
        mistake.Position.Column.ShouldBe(column);
    }

    [Theory]
    [InlineData("  a", 2, 1, 3)]
    [InlineData("\n\n  a", 4, 3, 3)]
    [InlineData("\r\n\ta", 3, 2, 2)]
    [InlineData("// x\na", 5, 2, 1)]
    [InlineData("// x\r\na", 6, 2, 1)]
    [InlineData("/* 1\n2\n3 */ a", 12, 3, 6)]
    [InlineData("/**/a", 4, 1, 5)]
    [InlineData("\ufeff\u00a0\u3000a", 3, 1, 4)]
    public void Blanks_and_comments_are_skipped_and_counted(string source, int offset, int line, int column)
    {
        var tokens = Lexer.Read(source);

        tokens[0].Position.ShouldBe(new SourcePosition(offset, line, column));
        tokens[0].Text.ShouldBe("a");
        tokens.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("// only a comment")]
    [InlineData("/* only a comment */")]
    public void Text_without_tokens_is_the_end_alone(string source)
    {
        var end = Lexer.Read(source).ShouldHaveSingleItem();

        end.Kind.ShouldBe(TokenKind.End);
        end.Position.Offset.ShouldBe(source.Length);
        end.Describe().ShouldBe("the end of the expression");
    }

    [Theory]
    [InlineData("_a$1")]
    [InlineData("$")]
    [InlineData("größe")]
    [InlineData("名前")]
    [InlineData("a٣")]
    public void A_name_may_use_the_letters_of_any_language(string name)
    {
        var token = Lexer.Read(name)[0];

        token.Kind.ShouldBe(TokenKind.Name);
        token.Text.ShouldBe(name);
    }

    [Theory]
    [InlineData("'x'", "a text")]
    [InlineData("1", "a number")]
    [InlineData("/x/", "a regular expression")]
    [InlineData("`x`", "a template")]
    [InlineData("`${1}`", "a template")]
    [InlineData("name", "'name'")]
    [InlineData(">>>", "'>>>'")]
    public void A_token_is_described_as_people_call_it(string source, string description) =>
        Lexer.Read(source)[0].Describe().ShouldBe(description);

    [Fact]
    public void A_number_token_is_an_ordinary_value()
    {
        Lexer.Read("2.5")[0].Number.ShouldBe(Value.Number(2.5));
        Lexer.Read("a")[0].Number.IsUndefined.ShouldBeTrue();
    }
}
