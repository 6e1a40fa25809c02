using System.Text.RegularExpressions;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Turns a JavaScript regular expression into a linear-time matcher.</summary>
internal static class PatternCompiler
{
    public static TextPattern Compile(string pattern, string flags, SourcePosition position)
    {
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        var isGlobal = false;
        foreach (var flag in flags)
        {
            switch (flag)
            {
                case 'g':
                    isGlobal = true;
                    break;
                case 'i':
                    options |= RegexOptions.IgnoreCase;
                    break;
                case 'm':
                    options |= RegexOptions.Multiline;
                    break;
                case 's':
                    options |= RegexOptions.Singleline;
                    break;
                case 'u':
                    break;
                default:
                    throw Fail($"The flag '{flag}' of the regular expression is not supported: use g, i, m, s, u.", position);
            }
        }

        var translator = new PatternTranslator(pattern, options, position);
        var translated = translator.Translate();
        try
        {
            return new TextPattern(new Regex(translated, options), isGlobal, translator.Names);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw Fail($"The regular expression is not supported: {e.Message}", position);
        }
    }

    internal static ExpressionException Fail(string message, SourcePosition position) =>
        new(new ExpressionDiagnostic(ExpressionErrorCode.InvalidPattern, message, position));
}
