using System.Text.RegularExpressions;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Functions;

namespace FlexCore.Streams.Tests.Expressions.Functions;

/// <summary>JavaScript's regular expressions where .NET would understand the same text differently.</summary>
public sealed class PatternTranslatorTests
{
    private static readonly SourcePosition Place = new(6, 2, 3);

    [Theory]
    [InlineData(@"\d", "", "7", true)]
    [InlineData(@"\d", "", "٣", false)]
    [InlineData(@"\D", "", "٣", true)]
    [InlineData(@"\D", "", "5", false)]
    [InlineData(@"[\D]", "", "٣", true)]
    [InlineData(@"[\D]", "", "5", false)]
    [InlineData(@"[^\d]", "", "5", false)]
    [InlineData(@"[^\D]", "", "5", true)]
    [InlineData(@"\w", "", "é", false)]
    [InlineData(@"\w", "", "_", true)]
    [InlineData(@"\W", "", "é", true)]
    [InlineData(@"[\W]", "", "é", true)]
    [InlineData(@"[\W]", "", "_", false)]
    [InlineData(@"[\W]", "", "Z", false)]
    [InlineData(@"[\W]", "", "[", true)]
    [InlineData(@"[\W]", "", "^", true)]
    [InlineData(@"[\W]", "", "`", true)]
    [InlineData(@"[\w-]", "", "-", true)]
    [InlineData(@"[\w.]", "", ".", true)]
    [InlineData(@"\s", "", "\ufeff", true)]
    [InlineData(@"\s", "", "\u0085", false)]
    [InlineData(@"\s", "", "\u00a0", true)]
    [InlineData(@"\s", "", "\u2028", true)]
    [InlineData(@"\S", "", "\ufeff", false)]
    [InlineData(@"\S", "", "\u0085", true)]
    [InlineData(@"[\s]", "", "\ufeff", true)]
    [InlineData(@"[\S]", "", "\ufeff", false)]
    [InlineData(@"[\S]", "", "\u0085", true)]
    [InlineData(@"[^\S]", "", "\ufeff", true)]
    [InlineData(@"[^\S]", "", "\u0085", false)]
    [InlineData(@"[\s\S]", "", "\u0085", true)]
    [InlineData(@"[\s\S]", "", "\ufeff", true)]
    [InlineData(@"^.$", "", "\u2028", false)]
    [InlineData(@"^.$", "", "\r", false)]
    [InlineData(@"^.$", "", "\u0085", true)]
    [InlineData(@"^.$", "s", "\n", true)]
    [InlineData(@"^.$", "s", "\r", true)]
    [InlineData("a$", "", "a\n", false)]
    [InlineData("a$", "m", "a\nb", true)]
    [InlineData("^b", "", "a\nb", false)]
    [InlineData("^b", "m", "a\nb", true)]
    [InlineData("[$]", "", "$", true)]
    [InlineData(@"\$", "", "$", true)]
    [InlineData("[.]", "", "x", false)]
    [InlineData("[]", "", "x", false)]
    [InlineData("[^]", "", "\n", true)]
    [InlineData("a[]]", "", "a]", false)]
    [InlineData("[[a]", "", "[", true)]
    [InlineData("[a-z-[aeiou]]", "", "b]", true)]
    [InlineData("[a-z-[aeiou]]", "", "-]", true)]
    [InlineData("[(?=]", "", "?", true)]
    [InlineData("a{2}", "", "aa", true)]
    [InlineData("^a{2,}$", "", "a", false)]
    [InlineData("a{", "", "a{", true)]
    [InlineData("a{,2}", "", "a{,2}", true)]
    [InlineData("^a{,2}$", "", "aa", false)]
    [InlineData("a{x}", "", "a{x}", true)]
    [InlineData("{}", "", "{}", true)]
    [InlineData(@"\x41", "", "A", true)]
    [InlineData(@"\u0041", "", "A", true)]
    [InlineData(@"[\u0041-\u0043]", "", "B", true)]
    [InlineData(@"\u{41}", "u", "A", true)]
    [InlineData(@"\0", "", "\0", true)]
    [InlineData(@"\a", "", "a", true)]
    [InlineData(@"\A", "", "A", true)]
    [InlineData(@"\Z", "", "Z", true)]
    [InlineData(@"\z", "", "z", true)]
    [InlineData(@"\G", "", "G", true)]
    [InlineData(@"\e", "", "e", true)]
    [InlineData(@"\_", "", "_", true)]
    [InlineData(@"\/\.\*\-", "", "/.*-", true)]
    [InlineData(@"[\b]", "", "\b", true)]
    [InlineData(@"\ba", "", "-a", true)]
    [InlineData(@"\Ba", "", "-a", false)]
    [InlineData(@"\p{Lu}", "u", "É", true)]
    [InlineData(@"\P{L}", "u", "É", false)]
    [InlineData(@"[\p{N}_]", "u", "٣", true)]
    [InlineData("# b", "", "# b", true)]
    [InlineData("(?:a)(?<n>b)", "", "ab", true)]
    [InlineData("(?<n$_1>b)", "", "b", true)]
    [InlineData("É", "i", "é", true)]
    [InlineData("i", "i", "İ", false)]
    public void A_pattern_means_what_it_means_in_javascript(string pattern, string flags, string text, bool matches) =>
        PatternCompiler.Compile(pattern, flags, Place).Regex.IsMatch(text).ShouldBe(matches);

    [Fact]
    public void Spaces_are_those_of_ecma_262_inside_and_outside_of_a_class_for_every_character()
    {
        const string Spaces = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
        var patterns = new[] { (@"\s", true), (@"[\s]", true), (@"[^\S]", true), (@"\S", false), (@"[\S]", false), (@"[^\s]", false) };
        foreach (var (pattern, isSpace) in patterns)
        {
            var regex = PatternCompiler.Compile(pattern, "", Place).Regex;
            var wrong = Enumerable.Range(0, 0x10000).Where(code => regex.IsMatch(((char)code).ToString()) != (Spaces.Contains((char)code) == isSpace));

            wrong.Select(static code => $"U+{code:X4}").ShouldBeEmpty(pattern);
        }
    }

    [Theory]
    [InlineData(@"\d", "0123456789")]
    [InlineData(@"\w", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")]
    public void Digits_and_word_characters_are_ascii_inside_and_outside_of_a_class(string pattern, string members)
    {
        foreach (var (form, expected) in new[] { (pattern, true), ($"[{pattern}]", true), (pattern.ToUpperInvariant(), false), ($"[{pattern.ToUpperInvariant()}]", false) })
        {
            var regex = PatternCompiler.Compile(form, "", Place).Regex;
            var wrong = Enumerable.Range(0, 0x10000).Where(code => regex.IsMatch(((char)code).ToString()) != (members.Contains((char)code) == expected));

            wrong.Select(static code => $"U+{code:X4}").ShouldBeEmpty(form);
        }
    }

    [Fact]
    public void Named_groups_are_numbered_from_left_to_right_among_the_others()
    {
        var translator = new PatternTranslator("(a)(?<second>b)(?:c)(d)(?<fourth>e)", RegexOptions.None, Place);

        translator.Translate().ShouldBe("(a)(b)(?:c)(d)(e)");
        translator.Names.ShouldBe([new("second", 2), new("fourth", 4)]);
    }

    [Theory]
    [InlineData("(?=a)", "Lookahead and lookbehind")]
    [InlineData("(?!a)", "Lookahead and lookbehind")]
    [InlineData("(?<=a)", "Lookahead and lookbehind")]
    [InlineData("(?<!a)", "Lookahead and lookbehind")]
    [InlineData("(?>a)", "The group '(?>' is not known")]
    [InlineData("(?'n'a)", "The group '(?'' is not known")]
    [InlineData("(?<1>a)", "is not known")]
    [InlineData("(?<>a)", "is not known")]
    [InlineData("(?<a-b>a)", "is not known")]
    [InlineData("(?<n", "is not known")]
    [InlineData("(?<n>a)|(?<n>b)", "The group name 'n' is used twice.")]
    [InlineData("(a)\\1", "Back references are not supported")]
    [InlineData("(?<n>a)\\k<n>", "Back references are not supported")]
    [InlineData("\\07", "Back references are not supported")]
    [InlineData("a{1001}", "A repetition of more than 1000 is not supported.")]
    [InlineData("a{1,99999999999999999999}", "A repetition of more than 1000 is not supported.")]
    [InlineData("a{3,1}", "not supported")]
    [InlineData("*", "not supported")]
    [InlineData("a**", "not supported")]
    [InlineData(")", "not supported")]
    [InlineData("[b-a]", "not supported")]
    [InlineData("[a", "A character class is not closed: expected ']'.")]
    [InlineData("\\", "The regular expression ends inside an escape.")]
    [InlineData("[\\", "The regular expression ends inside an escape.")]
    [InlineData("\\x4", "The escape \\x needs 2 hexadecimal digits.")]
    [InlineData("\\u004", "The escape \\u needs 4 hexadecimal digits.")]
    [InlineData("\\u{}", "code point up to FFFF")]
    [InlineData("\\u{1F600}", "code point up to FFFF")]
    [InlineData("\\u{41", "code point up to FFFF")]
    [InlineData("\\p{Script=Latin}", "The category 'Script=Latin' is not supported")]
    [InlineData("\\p{}", "The category '' is not supported")]
    [InlineData("\\p{L", "The category '' is not supported")]
    public void A_pattern_that_cannot_be_honoured_is_refused_with_the_reason(string pattern, string reason)
    {
        var mistake = Should.Throw<ExpressionException>(() => PatternCompiler.Compile(pattern, "", Place)).Diagnostic;

        mistake.Code.ShouldBe(ExpressionErrorCode.InvalidPattern);
        mistake.Position.ShouldBe(Place);
        mistake.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("y")]
    [InlineData("d")]
    [InlineData("v")]
    [InlineData("gx")]
    public void A_flag_that_is_not_known_is_named(string flags) =>
        Should.Throw<ExpressionException>(() => PatternCompiler.Compile("a", flags, Place))
            .Message.ShouldContain($"The flag '{flags[^1]}' of the regular expression is not supported: use g, i, m, s, u.");

    [Fact]
    public void Every_matcher_runs_in_linear_time_and_without_a_culture()
    {
        var pattern = PatternCompiler.Compile("a", "gims", Place);

        pattern.IsGlobal.ShouldBeTrue();
        pattern.Regex.Options.ShouldBe(
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.Singleline);
        PatternCompiler.Compile("a", "", Place).IsGlobal.ShouldBeFalse();
    }
}
