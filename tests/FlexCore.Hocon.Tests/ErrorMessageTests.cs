namespace FlexCore.Hocon.Tests;

/// <summary>The messages people meet most, word for word: each says what is wrong, and what to do.</summary>
public class ErrorMessageTests
{
    [Theory]
    [InlineData("a = [1, 2", "text:1:10: Expected a comma, a new line or ']', found the end of the text.")]
    [InlineData("a { b = 1", "text:1:10: Expected a comma, a new line or '}', found the end of the text.")]
    [InlineData("a = 1 }", "text:1:7: This '}' closes nothing: no '{' is open.")]
    [InlineData("a", "text:1:2: Expected ':', '=', '+=' or '{' after the key a, found the end of the text.")]
    [InlineData("a =", "text:1:4: Expected a value, found the end of the text.")]
    [InlineData("a = http://x", "text:1:9: Expected a comma, a new line or the rest of the value (a text with this character needs double quotes), found ':'.")]
    [InlineData("a = you@x", "text:1:8: The character '@' is reserved outside quotes; put the key or string in double quotes.")]
    [InlineData("a = $x", "text:1:5: The character '$' is reserved outside quotes; a substitution is written ${path}.")]
    [InlineData("a = \"C:\\dir\"", "text:1:8: The escape '\\d' does not exist; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX, and a backslash itself is \\\\.")]
    [InlineData("a = \"x\ny\"", "text:1:7: The string ends at the line's end without a closing double quote; write \\n, or use \"\"\" for several lines.")]
    [InlineData("a..b = 1", "text:1:1: The path has an empty segment (a leading, trailing or doubled dot); write \"\" if it should be empty.")]
    [InlineData("a = ${b.c}", "text:1:5: ${b.c} is defined neither in the configuration nor in the environment; define it, or write ${?b.c} if it may be absent.")]
    [InlineData("a = ${a}x", "text:1:5: ${a} refers to the field it stands in, directly or in a cycle, and that field has no earlier value; define one above, or write ${?a}.")]
    [InlineData("a { b = ${a} }", "text:1:9: ${a} is part of a cycle: its value would contain itself; refer to a part of the object instead, or break the cycle.")]
    [InlineData("a = [1] x", "text:1:9: Text and an object or array stand side by side and cannot be concatenated; separate them with a comma or a new line.")]
    [InlineData("b = {}, a = [1] ${b}", "text:1:17: The value concatenates an array and an object, which cannot be joined; only text with text, arrays with arrays and objects with objects can.")]
    [InlineData("[1]", "text:1:1: The root is an array; a configuration (and an included file) needs an object at its root.")]
    [InlineData("include = 1", "text:1:9: Expected a quoted name to include (include takes one quoted string, bare or in file(), url(), classpath() or required(); as a key write \"include\" in quotes), found '='.")]
    [InlineData("include url(\"http://x.test/a.conf\")", "text:1:9: Including a URL (\"http://x.test/a.conf\") is switched off, because a configuration file could make the process call any host; set HoconSettings.UrlReader to allow it.")]
    [InlineData("include \"a.conf\"", "text:1:9: \"a.conf\" is relative, but 'text' is no file; set HoconSettings.BaseDirectory or include an absolute path.")]
    public void A_broken_text_is_explained(string text, string message) => Resolved.Failure(text).Message.ShouldBe(message);

    [Theory]
    [InlineData("a = x", "text:1:5: The value \"x\" is a string, not a whole number.")]
    [InlineData("a = 1.5", "text:1:5: The value 1.5 is a number, not a whole number.")]
    [InlineData("a = {}", "text:1:5: The value {} is an object, not a whole number.")]
    [InlineData("a = null", "text:1:5: a is null; set a value.")]
    [InlineData("b = 1", "text:1:1: No value is set for a; set it, or use a default.")]
    [InlineData("a = 99999999999", "text:1:5: The number 99999999999 does not fit 32 bits.")]
    public void A_value_of_the_wrong_kind_is_explained(string text, string message) =>
        Should.Throw<HoconException>(() => Resolved.Object(text).GetInt32("a")).Message.ShouldBe(message);

    [Fact]
    public void A_long_value_is_not_repeated_in_the_message() =>
        Should.Throw<HoconException>(() => Resolved.Object($"a = [{string.Join(',', Enumerable.Range(0, 100))}]").GetInt32("a")).Problem
            .ShouldBe("The value here is an array, not a whole number.");

    [Fact]
    public void The_problem_is_the_message_without_the_place()
    {
        var failure = Resolved.Failure("a =");
        failure.Message.ShouldBe($"{failure.Origin}: {failure.Problem}");
    }
}
