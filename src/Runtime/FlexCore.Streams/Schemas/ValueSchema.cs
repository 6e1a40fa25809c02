using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary>A compiled schema: its rules in the order of the text.</summary>
/// <remarks>The rules are set once, after references to the schema may exist already: schemas can be recursive. Immutable from then on.</remarks>
internal sealed class ValueSchema : SchemaCheck
{
    /// <summary>The rules.</summary>
    public IReadOnlyList<SchemaCheck> Checks
    {
        get => _checks;
        set => _checks = [.. value];
    }

    private SchemaCheck[] _checks = [];

    /// <inheritdoc/>
    public override bool Holds(in Value value, SchemaFailure? failure)
    {
        foreach (var check in _checks)
        {
            if (!check.Holds(value, failure))
            {
                return false;
            }
        }

        return true;
    }
}
