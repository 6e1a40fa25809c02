using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary>One rule of a schema. Immutable and safe to share.</summary>
internal abstract class SchemaCheck
{
    /// <summary>Whether a value keeps the rule.</summary>
    /// <param name="value">The value, not <c>undefined</c>.</param>
    /// <param name="failure">Takes the reason, or <see langword="null"/> when nobody asks for it.</param>
    public abstract bool Holds(in Value value, SchemaFailure? failure);
}
