using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Compilation;

/// <summary>Makes the paths of a definition absolute.</summary>
internal static class PathResolver
{
    /// <summary>Resolves all paths.</summary>
    /// <param name="definition">The pipeline.</param>
    /// <param name="baseDirectory">The folder that relative paths start from.</param>
    public static PipelineDefinition Resolve(PipelineDefinition definition, string baseDirectory) => definition with
    {
        Source = Resolve(definition.Source, baseDirectory),
        Steps = Resolve(definition.Steps, baseDirectory),
        Sinks = Resolve(definition.Sinks, baseDirectory),
        DeadLetter = definition.DeadLetter is { } deadLetter ? Resolve(deadLetter, baseDirectory) : null,
    };

    private static SourceDefinition Resolve(SourceDefinition source, string baseDirectory) => source switch
    {
        FileSourceDefinition file => file with { Paths = EquatableList.From(file.Paths.Select(path => Absolute(path, baseDirectory))) },
        UnionSourceDefinition union => union with { Sources = EquatableList.From(union.Sources.Select(part => Resolve(part, baseDirectory))) },
        _ => source,
    };

    private static EquatableList<SinkDefinition> Resolve(EquatableList<SinkDefinition> sinks, string baseDirectory) =>
        EquatableList.From(sinks.Select(sink => Resolve(sink, baseDirectory)));

    private static EquatableList<StepDefinition> Resolve(EquatableList<StepDefinition> steps, string baseDirectory) =>
        EquatableList.From(steps.Select(step => step is BranchStep branch
            ? branch with
            {
                Routes = EquatableList.From(branch.Routes.Select(route => Resolve(route, baseDirectory))),
                Otherwise = branch.Otherwise is { } otherwise ? Resolve(otherwise, baseDirectory) : null,
            }
            : ResolveStep(step, baseDirectory)));

    private static StepDefinition ResolveStep(StepDefinition step, string baseDirectory) => step switch
    {
        ValidateStep { File: { } schema } validate => validate with { File = Absolute(schema, baseDirectory) },
        LookupStep lookup => lookup with { Table = lookup.Table with { Path = Absolute(lookup.Table.Path, baseDirectory) } },
        _ => step,
    };

    private static RouteDefinition Resolve(RouteDefinition route, string baseDirectory) => route with
    {
        Steps = Resolve(route.Steps, baseDirectory),
        Sinks = Resolve(route.Sinks, baseDirectory),
    };

    private static SinkDefinition Resolve(SinkDefinition sink, string baseDirectory) => sink switch
    {
        FileSinkDefinition file => file with { Path = Absolute(file.Path, baseDirectory) },
        SqliteSinkDefinition table => table with { Path = Absolute(table.Path, baseDirectory) },
        _ => sink,
    };

    // An empty path stays empty, so that it can be reported.
    private static DefinitionText Absolute(DefinitionText path, string baseDirectory) =>
        path.Text.Length == 0 || path.Text.Contains('\0', StringComparison.Ordinal)
            ? path
            : new DefinitionText(Path.GetFullPath(path.Text, Path.GetFullPath(baseDirectory)), path.Mark);
}
