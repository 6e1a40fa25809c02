using System.Globalization;
using System.Text;
using FlexCore.Streams.Numbers;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Writes the language's reference from the tables that the compiler uses, so that neither can be forgotten.</summary>
internal static class ExpressionReference
{
    private const string Introduction = """
        # Expressions

        One language serves filters, mappings, keys and conditions: the expressions of JavaScript that have no side effects. The same
        expression gives the same result as in Node.js; what differs is listed at the end. This page is generated from the code, and a
        test executes every example.

        An expression is parsed once, its names are bound to slots of the row, and what remains is evaluated for each record. There are
        no assignments, no loops, no `this`, no prototypes and nothing global: an expression sees its record and the functions below.

        A mistake is reported with line and column when the pipeline is checked, and unknown names come with a suggestion. While a
        pipeline runs, an operation that does not exist for a record's values (such as a field of `null`) is an error of that record, and
        `onError` decides about it.

        """;

    private const string Differences = """
        ## What differs from JavaScript

        | here | in JavaScript | why |
        |---|---|---|
        | `===`, `==`, `includes`, `indexOf` compare lists and objects by content | by identity | data has no identity |
        | fields keep the order of the record | names that are integers come first | the order of the input is kept |
        | integers beyond 2 ** 53 keep their digits while they are passed on; two of them are equal when their digits are | they are rounded | ids must survive |
        | `__proto__` is an ordinary field; methods are not fields | prototypes | there are none |
        | `sort` and `reverse` return a new list | they change the list | expressions change nothing |
        | `matchAll` gives a list | an iterator | there are no iterators |
        | upper and lower case map one character to one: `"ß".toUpperCase()` is `"ß"` | `"SS"` | results do not depend on a locale's data |
        | patterns have no lookahead, lookbehind or back references, and `match` takes a literal only | they do | every pattern is matched in linear time |
        | a time without zone is UTC | dates with a clock time are local | results do not depend on the machine |
        | `Date.parse` reads ISO 8601 and RFC 2822 | and whatever older engines guessed | a guess is not a format |
        | the last digit of `**` with fractions, sin, cos, exp, … may differ | left open by ECMAScript | the C library's is used |
        | a missing argument is a mistake | it is `undefined` | it is a mistake |
        | `toString(radix)` takes integers | fractions too | nobody needs them |

        """;

    public static string Markdown()
    {
        var text = new StringBuilder(Introduction);
        text.Append("\n## Syntax\n\nFrom tight to loose; operators of one line have the same precedence.\n\n");
        text.Append("| form | meaning | example | result |\n|---|---|---|---|\n");
        foreach (var entry in OperatorReference.Entries)
        {
            Row(text, entry.Form, entry.Meaning, entry.Example, entry.Result);
        }

        foreach (var group in FunctionTable.Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Title}\n\n| call | meaning | example | result |\n|---|---|---|---|\n");
            foreach (var entry in group.Entries)
            {
                Row(text, entry.Signature, entry.Meaning, entry.Example, entry.Result);
            }
        }

        text.Append("\n## Constants\n\n| name | value |\n|---|---|\n");
        foreach (var (name, value) in FunctionTable.Constants.OrderBy(static constant => constant.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {(value.IsNumber ? NumberText.Format(value.AsNumber()) : value.ToString())} |\n");
        }

        return text.Append('\n').Append(Differences).Append('\n').Append(Limits()).Append('\n').ToString().ReplaceLineEndings("\n");
    }

    private static string Limits()
    {
        var limits = ExpressionLimits.Default;
        return string.Create(CultureInfo.InvariantCulture, $"""
            ## Limits

            Every evaluation is bounded; a limit that is exceeded is an error that names it.

            | limit | default | bounds |
            |---|--:|---|
            | `MaxSourceLength` | {limits.MaxSourceLength:N0} | characters of the expression |
            | `MaxNesting` | {limits.MaxNesting:N0} | nesting of brackets, calls and conditionals |
            | `MaxTreeDepth` | {limits.MaxTreeDepth:N0} | operations in one chain, such as `a + b + …` |
            | `MaxSteps` | {limits.MaxSteps:N0} | work: operations of called functions, items visited, text scanned (16 characters a step) |
            | `MaxValueSize` | {limits.MaxValueSize:N0} | bytes of one text, list or object that is created |
            | `MaxCreated` | {limits.MaxCreated:N0} | bytes of everything that one evaluation creates |
            | `MaxValueDepth` | {limits.MaxValueDepth:N0} | nesting of a list or object that is created |

            """);
    }

    private static void Row(StringBuilder text, string form, string meaning, string example, string result) =>
        text.Append(CultureInfo.InvariantCulture, $"| {Code(form)} | {meaning.Replace("|", "\\|", StringComparison.Ordinal)} | {Code(example)} | {Code(result)} |\n");

    private static string Code(string text)
    {
        var escaped = text.Replace("|", "\\|", StringComparison.Ordinal);
        return escaped.Contains('`', StringComparison.Ordinal) ? $"`` {escaped} ``" : $"`{escaped}`";
    }
}
