using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary><c>type</c>: one kind of value or several.</summary>
/// <param name="types">The kinds by JSON Schema's names.</param>
internal sealed class TypeCheck(IReadOnlyList<string> types) : SchemaCheck
{
    private readonly bool _integer = types.Contains("integer");
    private readonly bool _number = types.Contains("number");
    private readonly bool _string = types.Contains("string");
    private readonly bool _boolean = types.Contains("boolean");
    private readonly bool _null = types.Contains("null");
    private readonly bool _array = types.Contains("array");
    private readonly bool _object = types.Contains("object");
    private readonly string _rule = $"type {string.Join(" or ", types)}";

    /// <summary>The kinds there are.</summary>
    public static IReadOnlyList<string> Known { get; } = ["null", "boolean", "integer", "number", "string", "array", "object"];

    /// <summary>Whether objects are allowed.</summary>
    public bool AllowsObjects => _object;

    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        var holds = value.Kind switch
        {
            ValueKind.String => _string,
            ValueKind.Number => _number || (_integer && IsWhole(value.AsNumber())),
            ValueKind.Boolean => _boolean,
            ValueKind.Null => _null,
            ValueKind.Array => _array,
            ValueKind.Object => _object,
            _ => false,
        };
        return holds || (failure?.Set(value, _rule) ?? false);
    }

    private static bool IsWhole(double number) => double.IsFinite(number) && number == Math.Truncate(number);
}
