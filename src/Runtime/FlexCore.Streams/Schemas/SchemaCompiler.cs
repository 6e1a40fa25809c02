using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Loading;

namespace FlexCore.Streams.Schemas;

/// <summary>Compiles a JSON Schema (draft 2020-12, the stated subset) into checks and reports everything it does not know.</summary>
/// <remarks>Used once for each schema.</remarks>
internal sealed class SchemaCompiler
{
    private const string Definitions = "#/$defs/";

    private readonly Dictionary<string, ValueSchema> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<SchemaCheck, List<SchemaCheck>> _inPlace = new(ReferenceEqualityComparer.Instance);
    private readonly List<SchemaMistake> _mistakes;

    private SchemaCompiler(List<SchemaMistake> mistakes) => _mistakes = mistakes;

    /// <summary>Compiles a schema.</summary>
    /// <param name="root">The schema.</param>
    /// <param name="mistakes">Takes mistakes.</param>
    public static ValueSchema Compile(DocumentNode root, List<SchemaMistake> mistakes)
    {
        var compiler = new SchemaCompiler(mistakes);
        var schema = new ValueSchema();
        compiler._definitions["#"] = schema;
        var definitions = (root as MappingNode)?.Entries.FirstOrDefault(entry => entry.Key.Text == "$defs")?.Value as MappingNode;
        foreach (var entry in definitions?.Entries ?? [])
        {
            compiler._definitions[Definitions + entry.Key.Text] = new ValueSchema();
        }

        foreach (var entry in definitions?.Entries ?? [])
        {
            compiler.Fill(compiler._definitions[Definitions + entry.Key.Text], entry.Value);
        }

        compiler.Fill(schema, root);
        compiler.CheckCircles(root.Mark);
        return schema;
    }

    /// <summary>Reports a mistake.</summary>
    /// <param name="code">One of <see cref="DiagnosticCodes"/>.</param>
    /// <param name="mark">Its place.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="suggestion">What to write instead.</param>
    public void Report(string code, Mark mark, string message, string? suggestion = null) => _mistakes.Add(new SchemaMistake(code, mark, message, suggestion));

    /// <summary>Compiles a part of a schema.</summary>
    /// <param name="node">The part.</param>
    public ValueSchema Part(DocumentNode node)
    {
        var schema = new ValueSchema();
        Fill(schema, node);
        return schema;
    }

    private void Fill(ValueSchema schema, DocumentNode node)
    {
        switch (node)
        {
            case ScalarNode { IsPlain: true, Text.Text: "true" }:
                break;
            case ScalarNode { IsPlain: true, Text.Text: "false" }:
                schema.Checks = [new NeverCheck("false: nothing is allowed here")];
                break;
            case MappingNode mapping:
                schema.Checks = [.. mapping.Entries.Select(entry => Rule(schema, mapping, entry)).OfType<SchemaCheck>()];
                break;
            default:
                Report(DiagnosticCodes.WrongType, node.Mark, $"A schema must be a mapping, true or false, not {node.Description}.");
                break;
        }
    }

    private SchemaCheck? Rule(ValueSchema owner, MappingNode schema, MappingEntry entry)
    {
        var (keyword, node) = (entry.Key.Text, entry.Value);
        switch (keyword)
        {
            case "properties":
                return node is MappingNode fields
                    ? new PropertiesCheck([.. fields.Entries.Select(field => KeyValuePair.Create(field.Key.Text, (SchemaCheck)Part(field.Value)))])
                    : Wrong(entry, "a mapping of fields and schemas");
            case "additionalProperties":
                var known = schema.Entries.FirstOrDefault(beside => beside.Key.Text == "properties")?.Value as MappingNode;
                var names = known?.Entries.Select(field => field.Key.Text) ?? [];
                return node is ScalarNode { IsPlain: true, Text.Text: "false" }
                    ? new AdditionalCheck(names, new NeverCheck("additionalProperties false"))
                    : new AdditionalCheck(names, Part(node));
            case "items":
                return new ItemsCheck(Part(node));
            case "anyOf":
                return Several(owner, entry) is { } any ? new AnyOfCheck(any) : null;
            case "oneOf":
                return Several(owner, entry) is { } one ? new OneOfCheck(one) : null;
            case "allOf":
                return Several(owner, entry) is { } all ? new ValueSchema { Checks = all } : null;
            case "not":
                return new NotCheck(InPlace(owner, Part(node)));
            case "$ref":
                return Reference(owner, entry);
            case "$defs":
                if (!ReferenceEquals(owner, _definitions["#"]))
                {
                    Report(DiagnosticCodes.WrongPlace, entry.Key.Mark, "'$defs' stands at the top of a schema only.");
                }

                return null;
            default:
                return SimpleRules.Read(entry, this);
        }
    }

    private SchemaCheck[]? Several(ValueSchema owner, MappingEntry entry)
    {
        if (entry.Value is SequenceNode { Items.Count: > 0 } list)
        {
            return [.. list.Items.Select(item => InPlace(owner, Part(item)))];
        }

        Wrong(entry, "a list of schemas");
        return null;
    }

    private ValueSchema? Reference(ValueSchema owner, MappingEntry entry)
    {
        var target = entry.Value is ScalarNode scalar ? scalar.Text.Text.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal) : string.Empty;
        if (_definitions.TryGetValue(target, out var schema))
        {
            InPlace(owner, schema);
            return schema;
        }

        var suggestion = NameSuggestion.For(target, _definitions.Keys);
        Report(DiagnosticCodes.InvalidValue, entry.Value.Mark, $"'$ref' must be '#' or '#/$defs/name' of this schema, and there is no '{target}'.", suggestion);
        return null;
    }

    /// <summary>Reports a value of the wrong form.</summary>
    /// <param name="entry">The keyword and its value.</param>
    /// <param name="wanted">The right form.</param>
    /// <returns>Null, for rules.</returns>
    public SchemaCheck? Wrong(MappingEntry entry, string wanted)
    {
        var value = entry.Value is ScalarNode { IsNull: false } scalar ? $"'{scalar.Text}'" : entry.Value.Description;
        Report(DiagnosticCodes.InvalidValue, entry.Value.Mark, $"'{entry.Key}' must be {wanted}, not {value}.");
        return null;
    }

    private ValueSchema InPlace(ValueSchema owner, ValueSchema part)
    {
        if (!_inPlace.TryGetValue(owner, out var parts))
        {
            _inPlace[owner] = parts = [];
        }

        parts.Add(part);
        return part;
    }

    // A schema that refers to itself without going down into the value would never end.
    private void CheckCircles(Mark mark)
    {
        var done = new HashSet<SchemaCheck>(ReferenceEqualityComparer.Instance);
        var path = new HashSet<SchemaCheck>(ReferenceEqualityComparer.Instance);
        if (_definitions.Values.Any(IsCircular))
        {
            Report(DiagnosticCodes.InvalidValue, mark, "The schema refers to itself in a circle, without going into a field or item.", "Let '$ref' stand under properties or items.");
        }

        bool IsCircular(SchemaCheck schema)
        {
            if (!path.Add(schema))
            {
                return true;
            }

            var isCircular = done.Add(schema) && _inPlace.TryGetValue(schema, out var parts) && parts.Any(IsCircular);
            path.Remove(schema);
            return isCircular;
        }
    }
}
