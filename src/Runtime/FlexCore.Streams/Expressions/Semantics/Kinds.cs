using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Semantics;

/// <summary>Names of kinds.</summary>
internal static class Kinds
{
    private static readonly Value UndefinedName = Text.Constant("undefined");
    private static readonly Value ObjectName = Text.Constant("object");
    private static readonly Value BooleanName = Text.Constant("boolean");
    private static readonly Value NumberName = Text.Constant("number");
    private static readonly Value StringName = Text.Constant("string");

    /// <summary><c>typeof</c></summary>
    public static Value TypeOf(Value value) => value.Kind switch
    {
        ValueKind.Undefined => UndefinedName,
        ValueKind.Boolean => BooleanName,
        ValueKind.Number => NumberName,
        ValueKind.String => StringName,
        _ => ObjectName,
    };

    /// <summary>The kind as error messages call it.</summary>
    public static string Describe(Value value) => value.Kind switch
    {
        ValueKind.Undefined => "undefined",
        ValueKind.Null => "null",
        ValueKind.Boolean => "a boolean",
        ValueKind.Number => "a number",
        ValueKind.String => "a text",
        ValueKind.Array => "a list",
        _ => "an object",
    };
}
