using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Explaining;

/// <summary>Walks the steps in the order in which the compiler numbered them, and follows in which segment each runs.</summary>
/// <param name="plan">The compiled plan.</param>
internal sealed class StepWalk(GraphPlan plan)
{
    /// <summary>The segment behind the source.</summary>
    public const int FirstSegment = 1;

    private readonly HashSet<int> _stateful = [.. plan.Stateful.Select(stage => stage.Step)];
    private readonly List<StepExplanation> _steps = [];
    private readonly List<(SinkDefinition Sink, string From)> _routeSinks = [];
    private int _index;
    private int _segments = FirstSegment;

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<StepExplanation> Steps => _steps;

    /// <summary>The sinks of routes so far.</summary>
    public IEnumerable<(SinkDefinition Sink, string From)> RouteSinks => _routeSinks;

    /// <summary>Walks a chain of steps.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="segment">The segment in which the chain begins.</param>
    /// <returns>The segment in which it ends.</returns>
    public int Walk(IEnumerable<StepDefinition> steps, int segment)
    {
        foreach (var step in steps)
        {
            var index = _index++;
            var policy = plan.Failures.Steps[index];
            var isStateful = _stateful.Contains(index);
            if (isStateful)
            {
                // A step with state takes whole batches in order; what follows is fused behind it.
                segment = ++_segments;
            }

            _steps.Add(new StepExplanation(
                policy.Name, segment, segment == FirstSegment, isStateful ? StateWords.Of(step) : null, policy.OnError.ToString().ToLowerInvariant()));
            segment = step is BranchStep branch ? Routes(branch, policy.Name, segment) : segment;
        }

        return segment;
    }

    private int Routes(BranchStep branch, string name, int segment)
    {
        var ends = new List<int>();
        foreach (var route in branch.AllRoutes.Where(route => !route.IsDropped))
        {
            var end = Walk(route.Steps, segment);
            _routeSinks.AddRange(route.Sinks.Select(sink => (sink, $"{name} {route.Name}")));
            if (route.FlowsOn)
            {
                ends.Add(end);
            }
        }

        if (branch.Otherwise is null)
        {
            ends.Add(segment);
        }

        // Several routes come together in a segment of their own, one goes on where it is.
        return ends.Count switch { 0 => segment, 1 => ends[0], _ => ++_segments };
    }
}
