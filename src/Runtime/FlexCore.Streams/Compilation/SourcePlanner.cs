using FlexCore.Streams.Definition;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Compilation;

/// <summary>Turns a source definition into the plan that opens it.</summary>
internal static class SourcePlanner
{
    /// <summary>Plans the source of a pipeline.</summary>
    /// <param name="definition">The pipeline; its first step decides how bytes are cut into records.</param>
    public static SourcePlan Plan(PipelineDefinition definition)
    {
        var parse = definition.Steps is [ParseStep first, ..] ? first : null;
        var framing = definition.Source.Framing ?? (parse?.Format == ParseFormat.Csv ? Framing.Csv : Framing.Lines);
        return Plan(definition.Source, framing, ParseSteps.HasHeader(parse));
    }

    private static SourcePlan Plan(SourceDefinition source, Framing framing, bool hasHeader) => source switch
    {
        FileSourceDefinition file => new FileSourcePlan([.. file.Paths.Select(path => path.Text)], file.Compression, framing, hasHeader),
        StdinSourceDefinition stdin => new StdinSourcePlan(stdin.Compression, framing, hasHeader),
        _ => throw new InvalidOperationException($"There is no source {source.GetType().Name}."),
    };
}
