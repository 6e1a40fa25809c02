namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads the <c>spread</c> of a pipeline.</summary>
internal static class SpreadReader
{
    /// <summary>Reads it.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public static SpreadDefinition? Read(MappingReader pipeline)
    {
        if (pipeline.Node("spread") is not { } node || pipeline.Context.Mapping(node, "spread", "the spread") is not { } reader)
        {
            return null;
        }

        var isGiven = reader.RequiredNode("partitions") is not null;
        var partitions = isGiven ? reader.Integer("partitions", 2, PipelineLimits.MaxSpread) : null;
        var by = reader.RequiredText("by");
        reader.Finish();
        return new SpreadDefinition((int)(partitions ?? 2), by) { Mark = node.Mark };
    }
}
