namespace FlexCore.Streams.Schemas;

/// <summary>The keywords of JSON Schema that are read; any other is refused, because a rule that is not checked is worse than none.</summary>
internal static class SchemaKeywords
{
    /// <summary>Keywords that are rules.</summary>
    public static IReadOnlyList<string> Rules { get; } =
    [
        "type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "format",
        "items", "minItems", "maxItems", "uniqueItems", "properties", "required", "additionalProperties", "anyOf", "oneOf", "allOf", "not", "$ref", "$defs",
    ];

    /// <summary>Keywords that say something to people only.</summary>
    public static IReadOnlyList<string> Annotations { get; } =
        ["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment", "$schema", "$id"];
}
