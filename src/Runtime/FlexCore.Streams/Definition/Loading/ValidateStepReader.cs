namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads <c>validate</c> steps. Variables are not replaced inside a schema: <c>${</c> has a meaning of its own in patterns.</summary>
internal static class ValidateStepReader
{
    /// <summary>Reads the step.</summary>
    /// <param name="node">The value of <c>validate</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static ValidateStep? Read(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "validate", "the validate step") is not { } reader)
        {
            return null;
        }

        var schema = reader.Node("schema");
        var step = new ValidateStep { Schema = schema is null ? null : SchemaText.Of(schema), File = reader.Text("file") };
        reader.Finish();
        return step;
    }
}
