using System.Globalization;
using System.Text;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;
using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Functions;
using FlexCore.Streams.Json;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary>Reads the rules that need no other schema.</summary>
internal static class SimpleRules
{
    /// <summary>Reads a rule.</summary>
    /// <param name="entry">The keyword and its value.</param>
    /// <param name="compiler">Takes mistakes.</param>
    /// <returns>The rule, or <see langword="null"/> for an annotation or after a reported mistake.</returns>
    public static SchemaCheck? Read(MappingEntry entry, SchemaCompiler compiler)
    {
        var rule = $"{entry.Key} {Words(entry.Value)}";
        switch (entry.Key.Text)
        {
            case "type":
                return Types(entry, compiler);
            case "const":
                return new EnumCheck([ValueOf(entry.Value)], rule);
            case "enum":
                return entry.Value is SequenceNode { Items.Count: > 0 } list
                    ? new EnumCheck([.. list.Items.Select(ValueOf)], rule)
                    : compiler.Wrong(entry, "a list of values");
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum":
                return Number(entry) is { } limit
                    ? new BoundCheck(limit, entry.Key.Text.EndsWith("aximum", StringComparison.Ordinal), entry.Key.Text.StartsWith("exclusive", StringComparison.Ordinal), rule)
                    : compiler.Wrong(entry, "a number");
            case "multipleOf":
                return Number(entry) is > 0 and { } factor ? new MultipleCheck(factor, rule) : compiler.Wrong(entry, "a number above 0");
            case "minLength" or "maxLength" or "minItems" or "maxItems":
                return Count(entry) is { } count ? Bound(entry.Key.Text, count, rule) : compiler.Wrong(entry, "a whole number from 0");
            case "uniqueItems":
                return Flag(entry) is { } unique ? (unique ? new UniqueCheck() : null) : compiler.Wrong(entry, "true or false");
            case "required":
                return entry.Value is SequenceNode names && names.Items.All(name => name is ScalarNode { IsNull: false })
                    ? new RequiredCheck([.. names.Items.OfType<ScalarNode>().Select(name => name.Text.Text)])
                    : compiler.Wrong(entry, "a list of names");
            case "pattern":
                return Pattern(entry, rule, compiler);
            case "format":
                return Format(entry, rule, compiler);
            default:
                CheckAnnotation(entry, compiler);
                return null;
        }
    }

    private static void CheckAnnotation(MappingEntry entry, SchemaCompiler compiler)
    {
        var keyword = entry.Key.Text;
        if (!SchemaKeywords.Annotations.Contains(keyword))
        {
            var suggestion = Spelling.Closest(keyword, SchemaKeywords.Rules) is { } near ? $"Did you mean '{near}'?" : $"These are: {string.Join(", ", SchemaKeywords.Rules)}.";
            compiler.Report(DiagnosticCodes.UnknownKey, entry.Key.Mark, $"'{keyword}' is not one of the keywords of JSON Schema that are checked.", suggestion);
        }
    }

    private static TypeCheck? Types(MappingEntry entry, SchemaCompiler compiler)
    {
        IReadOnlyList<DocumentNode> items = entry.Value is SequenceNode list ? list.Items : [entry.Value];
        var names = items.Select(item => item is ScalarNode scalar ? scalar.Text : new DefinitionText(item.Description, item.Mark)).ToList();
        if (names.FirstOrDefault(name => !TypeCheck.Known.Contains(name.Text)) is { } unknown)
        {
            compiler.Report(DiagnosticCodes.InvalidValue, unknown.Mark, $"'{unknown}' is not a type.", NameSuggestion.For(unknown.Text, TypeCheck.Known));
            return null;
        }

        if (names.Count == 0)
        {
            compiler.Wrong(entry, "a type or a list of types");
            return null;
        }

        return new TypeCheck([.. names.Select(name => name.Text)]);
    }

    private static PatternCheck? Pattern(MappingEntry entry, string rule, SchemaCompiler compiler)
    {
        if (entry.Value is not ScalarNode { IsNull: false } pattern)
        {
            compiler.Wrong(entry, "a regular expression");
            return null;
        }

        try
        {
            return new PatternCheck(PatternCompiler.Compile(pattern.Text.Text, "u", default).Regex, rule);
        }
        catch (ExpressionException error)
        {
            compiler.Report(DiagnosticCodes.InvalidValue, entry.Value.Mark, $"The pattern '{pattern.Text}' cannot be used: {error.Diagnostic.Message}");
            return null;
        }
    }

    private static FormatCheck? Format(MappingEntry entry, string rule, SchemaCompiler compiler)
    {
        var name = entry.Value is ScalarNode scalar ? scalar.Text.Text : entry.Value.Description;
        if (TextFormats.All.TryGetValue(name, out var format))
        {
            return new FormatCheck(format, rule);
        }

        compiler.Report(DiagnosticCodes.InvalidValue, entry.Value.Mark, $"'{name}' is not a format that is checked.", NameSuggestion.For(name, TextFormats.All.Keys));
        return null;
    }

    private static SchemaCheck Bound(string keyword, long count, string rule) => keyword switch
    {
        "minLength" => new LengthCheck(count, long.MaxValue, rule),
        "maxLength" => new LengthCheck(0, count, rule),
        "minItems" => new ItemCountCheck(count, long.MaxValue, rule),
        _ => new ItemCountCheck(0, count, rule),
    };

    private static double? Number(MappingEntry entry) => entry.Value is ScalarNode { IsPlain: true } scalar && NodeJson.IsNumber(scalar.Text.Text)
        ? double.Parse(scalar.Text.Text, CultureInfo.InvariantCulture)
        : null;

    private static long? Count(MappingEntry entry) => Number(entry) is { } number && number >= 0 && number <= int.MaxValue && number == Math.Truncate(number) ? (long)number : null;

    private static bool? Flag(MappingEntry entry) => entry.Value is ScalarNode { IsPlain: true, Text.Text: "true" or "false" } scalar ? scalar.Text.Text == "true" : null;

    private static string Words(DocumentNode node) => ValueWords.Of(ValueOf(node));

    private static Value ValueOf(DocumentNode node)
    {
        var bytes = Encoding.UTF8.GetBytes(NodeJson.Write(node));
        var cursor = new JsonCursor(bytes, 0, bytes.Length, new TextArena(), JsonCursor.MaxOwnDepth);
        return cursor.ReadDocument(out var value) ? value : throw new InvalidOperationException($"The node's JSON cannot be read: {cursor.Failure.Reason}.");
    }
}
