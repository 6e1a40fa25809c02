namespace FlexCore.Streams.Definition;

/// <summary>Several sources as one. Those that end are read one after the other in the given order; then those without an end, as their records arrive.</summary>
/// <param name="Sources">The sources.</param>
public sealed record UnionSourceDefinition(EquatableList<SourceDefinition> Sources) : SourceDefinition;
