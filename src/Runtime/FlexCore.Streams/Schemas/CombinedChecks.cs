using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary><c>anyOf</c>: at least one schema holds.</summary>
/// <param name="schemas">The schemas.</param>
internal sealed class AnyOfCheck(SchemaCheck[] schemas) : SchemaCheck
{
    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        foreach (var schema in schemas)
        {
            if (schema.Holds(value, failure: null))
            {
                return true;
            }
        }

        return failure?.Set(value, "anyOf, and none of them holds") ?? false;
    }
}

/// <summary><c>oneOf</c>: exactly one schema holds.</summary>
/// <param name="schemas">The schemas.</param>
internal sealed class OneOfCheck(SchemaCheck[] schemas) : SchemaCheck
{
    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        var holding = 0;
        foreach (var schema in schemas)
        {
            holding += schema.Holds(value, failure: null) ? 1 : 0;
        }

        return holding == 1 || (failure?.Set(value, holding == 0 ? "oneOf, and none of them holds" : FormattableString.Invariant($"oneOf, and {holding} of them hold")) ?? false);
    }
}

/// <summary><c>not</c>: the schema does not hold.</summary>
/// <param name="schema">The schema.</param>
internal sealed class NotCheck(SchemaCheck schema) : SchemaCheck
{
    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure) =>
        !schema.Holds(value, failure: null) || (failure?.Set(value, "not, and the schema under it holds") ?? false);
}
