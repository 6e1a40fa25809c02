namespace FlexCore.Streams.Definition.Writing;

/// <summary>Writes the entries of branch steps. Pure.</summary>
internal static class BranchStepWriter
{
    /// <summary>Writes a branch.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentException">A route has a part that no file can say.</exception>
    public static void Write(DocumentWriter writer, BranchStep step)
    {
        writer.Key("routes");
        writer.Mapping(() =>
        {
            foreach (var route in step.Routes)
            {
                if (route.IsDropped || route.When is null)
                {
                    throw new ArgumentException($"The route '{route.Name}' needs a condition and cannot drop its records: only the route for all others does.");
                }

                writer.Key(route.Name.Text);
                writer.Mapping(() => WriteContent(writer, route));
            }
        });
        writer.Choice("match", step.Match, RouteMatch.First);
        if (step.Otherwise is { } otherwise)
        {
            WriteOtherwise(writer, otherwise);
        }
    }

    private static void WriteOtherwise(DocumentWriter writer, RouteDefinition route)
    {
        if (route.When is not null || route.Name.Text != RouteDefinition.OtherwiseName || (route.IsDropped && route.Steps.Count + route.Sinks.Count > 0))
        {
            throw new ArgumentException(
                $"The route '{route.Name}' for all other records has the name '{RouteDefinition.OtherwiseName}', no condition, and no steps or sinks when it drops them.");
        }

        writer.Key(RouteDefinition.OtherwiseName);
        if (route.IsDropped)
        {
            writer.Value("drop");
        }
        else
        {
            writer.Mapping(() => WriteContent(writer, route));
        }
    }

    private static void WriteContent(DocumentWriter writer, RouteDefinition route)
    {
        writer.Text("when", route.When);
        StepWriter.WriteAll(writer, route.Steps);
        SinkWriter.WriteAll(writer, route.Sinks);
    }
}
