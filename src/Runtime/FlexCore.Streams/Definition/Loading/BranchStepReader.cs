namespace FlexCore.Streams.Definition.Loading;

/// <summary>Reads <c>branch</c> steps.</summary>
internal static class BranchStepReader
{
    private const string Example = "For example: routes: { errors: { when: status >= 500, sink: { file: errors.ndjson } } }";

    /// <summary>Reads a branch.</summary>
    /// <param name="node">The value of <c>branch</c>.</param>
    /// <param name="context">Variables and mistakes.</param>
    public static BranchStep? Read(DocumentNode node, LoadContext context)
    {
        if (context.Mapping(node, "branch", "the branch step") is not { } reader)
        {
            return null;
        }

        var step = new BranchStep(reader.RequiredNode("routes") is { } routes ? ReadRoutes(routes, context) : [])
        {
            Match = reader.Choice<RouteMatch>("match") ?? RouteMatch.First,
            Otherwise = reader.Node(RouteDefinition.OtherwiseName) is { } otherwise ? ReadOtherwise(otherwise, context) : null,
        };
        reader.Finish();
        return step;
    }

    private static EquatableList<RouteDefinition> ReadRoutes(DocumentNode node, LoadContext context)
    {
        if (node is not MappingNode { Entries.Count: > 0 } mapping)
        {
            context.Diagnostics.Add(DiagnosticCodes.WrongType, node.Mark, $"'routes' must be a mapping of names to routes, not {(node is MappingNode ? "an empty one" : node.Description)}.", Example);
            return [];
        }

        return EquatableList.From(mapping.Entries.Select(entry => ReadRoute(entry, context)).OfType<RouteDefinition>());
    }

    private static RouteDefinition? ReadRoute(MappingEntry entry, LoadContext context)
    {
        if (context.Mapping(entry.Value, entry.Key.Text, "the route") is not { } reader)
        {
            return null;
        }

        var route = ReadContent(new RouteDefinition(entry.Key, reader.RequiredText("when")) { Mark = entry.Key.Mark }, reader);
        reader.Finish();
        return route;
    }

    private static RouteDefinition? ReadOtherwise(DocumentNode node, LoadContext context)
    {
        var route = new RouteDefinition(new DefinitionText(RouteDefinition.OtherwiseName, node.Mark), null) { Mark = node.Mark };
        if (node is ScalarNode { IsNull: false })
        {
            if (context.Text(node, RouteDefinition.OtherwiseName) is { Text: not "drop" } wrong)
            {
                context.Diagnostics.Add(DiagnosticCodes.InvalidValue, wrong.Mark, $"'{wrong}' is not allowed for 'otherwise'.", "Write drop, or a mapping with steps and sinks; without otherwise such records flow on.");
            }

            return route with { IsDropped = true };
        }

        if (context.Mapping(node, RouteDefinition.OtherwiseName, "the otherwise route") is not { } reader)
        {
            return null;
        }

        route = ReadContent(route, reader);
        reader.Finish();
        return route;
    }

    private static RouteDefinition ReadContent(RouteDefinition route, MappingReader reader) => route with
    {
        Steps = reader.Node("steps") is { } steps ? StepReader.ReadAll(steps, reader.Context) : [],
        Sinks = SinkReader.ReadAll(reader, isRequired: false),
    };
}
