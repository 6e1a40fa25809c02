namespace FlexCore.Domain.Pipelines;

/// <summary>Questions about steps and what they wait for. Pure.</summary>
internal static class StepGraph
{
    public static int IndexOf(ValueList<PipelineStep> steps, string stepId)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (string.Equals(steps[i].Id, stepId, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    public static string? FirstDependentOn(ValueList<PipelineStep> steps, string stepId) =>
        steps.FirstOrDefault(step => step.DependsOn.Contains(stepId))?.Id;

    /// <summary>Finds a path along which <paramref name="stepId"/> waits for itself.</summary>
    /// <returns>The ids from the step back to itself, or null when there is no such path.</returns>
    /// <remarks>Breadth first, so the path in the message is the shortest one. Bounded by <see cref="PipelineLimits.StepsMax"/>.</remarks>
    public static IReadOnlyList<string>? FindCycleThrough(ValueList<PipelineStep> steps, string stepId)
    {
        var byId = steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<string>([stepId]);
        while (open.TryDequeue(out var current))
        {
            foreach (var next in byId[current].DependsOn)
            {
                if (string.Equals(next, stepId, StringComparison.Ordinal))
                {
                    return PathTo(current, stepId, cameFrom);
                }

                if (byId.ContainsKey(next) && cameFrom.TryAdd(next, current))
                {
                    open.Enqueue(next);
                }
            }
        }

        return null;
    }

    private static List<string> PathTo(string last, string stepId, Dictionary<string, string> cameFrom)
    {
        var path = new List<string> { stepId };
        for (var id = last; !string.Equals(id, stepId, StringComparison.Ordinal); id = cameFrom[id])
        {
            path.Add(id);
        }

        path.Add(stepId);
        path.Reverse();
        return path;
    }
}
