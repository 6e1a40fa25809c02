namespace FlexCore.Streams.Definition;

/// <summary>Checks each record against a JSON Schema; a record that is not valid fails.</summary>
public sealed record ValidateStep : StepDefinition
{
    /// <summary>The schema as compact JSON, or <see langword="null"/> to read <see cref="File"/>.</summary>
    public DefinitionText? Schema { get; init; }

    /// <summary>The schema's file, JSON or YAML, relative to the pipeline file.</summary>
    public DefinitionText? File { get; init; }

    /// <inheritdoc/>
    public override string Kind => "validate";
}
