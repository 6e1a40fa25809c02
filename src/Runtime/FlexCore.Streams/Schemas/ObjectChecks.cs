using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary><c>properties</c>: fields of an object that are there.</summary>
/// <param name="properties">The fields and their schemas.</param>
internal sealed class PropertiesCheck(IReadOnlyList<KeyValuePair<string, SchemaCheck>> properties) : SchemaCheck
{
    private readonly KeyValuePair<string, SchemaCheck>[] _properties = [.. properties];

    /// <summary>The fields and their schemas.</summary>
    public IReadOnlyList<KeyValuePair<string, SchemaCheck>> Properties => _properties;

    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        if (value.Kind != ValueKind.Object)
        {
            return true;
        }

        var fields = value.AsObject();
        foreach (var (name, schema) in _properties)
        {
            if (fields.TryGet(name, out var field) && !field.IsUndefined && !schema.Holds(field, failure))
            {
                return failure?.Within(name) ?? false;
            }
        }

        return true;
    }
}

/// <summary><c>required</c>: fields that must be there.</summary>
/// <param name="names">The fields.</param>
internal sealed class RequiredCheck(IReadOnlyList<string> names) : SchemaCheck
{
    private readonly string[] _names = [.. names];

    /// <summary>The fields.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Reports a missing field.</summary>
    /// <param name="name">The field.</param>
    /// <param name="failure">Takes the reason.</param>
    public static bool Missing(string name, SchemaFailure? failure) => failure?.SetWhat($"has no field '{name}'", "required") ?? false;

    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        if (value.Kind != ValueKind.Object)
        {
            return true;
        }

        var fields = value.AsObject();
        foreach (var name in _names)
        {
            if (!fields.TryGet(name, out var field) || field.IsUndefined)
            {
                return Missing(name, failure);
            }
        }

        return true;
    }
}

/// <summary><c>additionalProperties</c>: fields that <c>properties</c> beside it does not name.</summary>
/// <param name="known">The fields that <c>properties</c> names.</param>
/// <param name="schema">The schema of all others.</param>
internal sealed class AdditionalCheck(IEnumerable<string> known, SchemaCheck schema) : SchemaCheck
{
    private readonly HashSet<string> _known = new(known, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        if (value.Kind != ValueKind.Object)
        {
            return true;
        }

        foreach (var (name, field) in value.AsObject().Fields)
        {
            if (!field.IsUndefined && !_known.Contains(name) && !schema.Holds(field, failure))
            {
                return failure?.Within(name) ?? false;
            }
        }

        return true;
    }
}
