using System.Text.Json.Nodes;

namespace FlexCore.Streams.Reference;

/// <summary>Writes key types as JSON Schema.</summary>
internal static class TypeSchema
{
    /// <summary>The schema of a text that holds a variable.</summary>
    public static JsonObject Variable() => new()
    {
        ["type"] = "string",
        ["pattern"] = "\\$\\{[^}]*\\}",
        ["description"] = "A text with a ${variable}, declared under vars.",
    };

    /// <summary>The schema of a key's value, with the key's meaning.</summary>
    /// <param name="key">The key.</param>
    public static JsonObject Of(ReferenceKey key)
    {
        var schema = Of(key.Type);
        var isTelling = !key.IsRequired && key.Default != "–";
        schema["description"] = isTelling ? $"{key.Meaning}. Default: {key.Default}." : $"{key.Meaning}.";
        return schema;
    }

    /// <summary>Adds the keys of a mapping to its schema.</summary>
    /// <param name="schema">The mapping's schema.</param>
    /// <param name="keys">The keys.</param>
    public static void AddKeys(JsonObject schema, IReadOnlyList<ReferenceKey> keys)
    {
        schema["type"] = "object";
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            properties[key.Name] = Of(key);
        }

        schema["properties"] = properties;
        schema["additionalProperties"] = false;
        var required = keys.Where(key => key.IsRequired).Select(key => JsonValue.Create(key.Name)).ToArray<JsonNode?>();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }
    }

    /// <summary>The schema of a type.</summary>
    /// <param name="type">The type.</param>
    public static JsonObject Of(KeyType type) => type switch
    {
        TextType => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        NothingType => new JsonObject { ["type"] = "null" },
        AnyType => [],
        DefinitionType definition => Reference(definition.Name),
        PatternType pattern => OrVariable(new JsonObject { ["type"] = "string", ["pattern"] = pattern.Pattern, ["description"] = pattern.Help }),
        FlagType => OrVariable(new JsonObject { ["enum"] = new JsonArray(true, false, "true", "false") }),
        ChoiceType choice => OrVariable(new JsonObject { ["enum"] = new JsonArray([.. choice.Values.Select(value => JsonValue.Create(value))]) }),
        NumberType number => OfNumber(number),
        ListType list => OfList(list),
        MappingType mapping => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(mapping.Values), ["minProperties"] = mapping.Least },
        ObjectType mapping => OfObject(mapping),
        EitherType either => new JsonObject { ["anyOf"] = new JsonArray([.. either.Types.Select(Of)]) },
        _ => throw new InvalidOperationException($"The key type {type.GetType().Name} has no schema."),
    };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject OrVariable(JsonObject schema) => new() { ["anyOf"] = new JsonArray(schema, Reference("variable")) };

    // A number in quotes counts too: the loader reads texts. Its bounds are the loader's to check.
    private static JsonObject OfNumber(NumberType number)
    {
        var schema = new JsonObject { ["type"] = number.IsWhole ? "integer" : "number" };
        AddBound("minimum", number.Low);
        AddBound("maximum", number.High);
        var quoted = new JsonObject { ["type"] = "string", ["pattern"] = number.IsWhole ? "^-?[0-9]+$" : "^-?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?$" };
        return new JsonObject { ["anyOf"] = new JsonArray(schema, quoted, Reference("variable")) };

        // Bounds that no double can hold exactly stand for none.
        void AddBound(string keyword, double bound)
        {
            if (Math.Abs(bound) < 1L << 53)
            {
                schema[keyword] = bound == Math.Truncate(bound) ? JsonValue.Create((long)bound) : JsonValue.Create(bound);
            }
        }
    }

    private static JsonObject OfList(ListType list)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(list.Items), ["minItems"] = list.Least };
        return list.IsOneAllowed ? new JsonObject { ["anyOf"] = new JsonArray(schema, Of(list.Items)) } : schema;
    }

    private static JsonObject OfObject(ObjectType mapping)
    {
        var schema = new JsonObject();
        AddKeys(schema, mapping.Keys);
        return schema;
    }
}
