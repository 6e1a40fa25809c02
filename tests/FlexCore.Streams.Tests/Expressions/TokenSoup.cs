using System.Text;

namespace FlexCore.Streams.Tests.Expressions;

/// <summary>Random texts: words of the language in any order, sometimes with characters that do not belong there.</summary>
internal static class TokenSoup
{
    private static readonly string[] Words =
    [
        "1", "0x1f", "1e3", "'a'", "\"b\"", "`c`", "`x${", "}`", "${", "a", "b", "$", "status", "true", "null", "undefined", "NaN", "Math", "Object",
        "+", "-", "*", "/", "%", "**", "==", "===", "!=", "!==", "<", "<=", ">", ">=", "&&", "||", "??", "!", "~", "?", ":", "?.", ".", ",", ";",
        "(", ")", "[", "]", "{", "}", "=>", "...", "=", "++", "typeof", "in", "new", "this", "x => x", "(a, b) =>", "/a+/g", "/[/", "//", "/*", "*/",
        ".map(", ".filter(", ".length", ".startsWith(", "Math.max(", "JSON.parse(", "[1, 2]", "{ a: 1 }", "\\", "#", "@", "\0", "\ud800", "é", "😀",
        "\n", "\r\n", "'", "\"", "`", "0x", "1e", "1_", "08", "\\u{110000}", "'\\x'", "&", "|", "^", "<<", ">>", ">>>",
    ];

    public static string Create(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 30); count > 0; count--)
        {
            text.Append(Words[random.Next(Words.Length)]);
            text.Append(random.Next(3) == 0 ? "" : " ");
        }

        return text.ToString();
    }
}
