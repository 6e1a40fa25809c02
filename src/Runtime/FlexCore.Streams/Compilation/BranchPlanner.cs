using FlexCore.Streams.Definition;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Graphs;

namespace FlexCore.Streams.Compilation;

/// <summary>Plans a branch: each route as a chain of its own on the cells of the same rows, and the join of those that flow on.</summary>
/// <param name="parts">What all chains share.</param>
/// <param name="path">The branch's name in messages, before the routes' names.</param>
/// <param name="depth">How many branches stand around this one.</param>
/// <param name="isOrdered">Whether the rows come in input order, one batch at a time.</param>
internal sealed class BranchPlanner(PlanParts parts, string path, int depth, bool isOrdered)
{
    /// <summary>Plans the branch at the end of a segment.</summary>
    /// <param name="branch">The step.</param>
    /// <param name="context">The step's surroundings.</param>
    /// <param name="segment">The segment that ends here.</param>
    /// <returns>Where the records go on that come out behind the branch; <see langword="null"/> when none do.</returns>
    public (SegmentBuilder Segment, RecordScope Record, bool IsOrdered)? Plan(BranchStep branch, StepContext context, SegmentBuilder segment)
    {
        CheckRoutes(branch);
        if (depth >= PipelineLimits.MaxBranchDepth)
        {
            parts.Diagnostics.Add(DiagnosticCodes.TooLarge, branch.Mark, $"Branches stand at most {PipelineLimits.MaxBranchDepth} deep inside each other.");
            return null;
        }

        // Records that match no route are one more route, without steps.
        var routes = branch.Otherwise is null ? [.. branch.Routes, new RouteDefinition(RouteDefinition.OtherwiseName, null)] : branch.AllRoutes.Where(route => !route.IsDropped).ToList();
        var conditions = routes.Select(route => route.When is { } when ? context.Compile(when) : null).ToList();
        var chains = routes.Select(route => PlanRoute(route, context.Record, segment.Continue())).ToList();
        AddRouting(branch, context.Step, segment, conditions, chains);
        return Join([.. chains.Where(chain => chain.Record is not null)]);
    }

    private StepPlanner PlanRoute(RouteDefinition route, RecordScope record, SegmentBuilder segment)
    {
        var chain = new StepPlanner(parts, $"{path}.{route.Name}.", depth + 1, segment, record) { IsOrdered = isOrdered };
        chain.AddAll(route.Steps);
        if (route.Sinks.Count > 0)
        {
            chain.EndIn(route.Sinks);
        }

        return chain;
    }

    private static void AddRouting(BranchStep branch, int step, SegmentBuilder segment, List<CompiledExpression?> conditions, List<StepPlanner> chains)
    {
        var first = segment.NewRoutes(chains.Count);
        var isAll = branch.Match == RouteMatch.All;
        segment.Add(meters => new RouteRows(
            first, step, isAll, [.. chains.Select((chain, route) => new RouteOperators(conditions[route], chain.First.Build().Instantiate(meters)))]));
        segment.End = () => new RoutesEnd(first, [.. chains.Select(chain => chain.First.BuildEnd())]);
    }

    private (SegmentBuilder Segment, RecordScope Record, bool IsOrdered)? Join(IReadOnlyList<StepPlanner> flowing)
    {
        var records = flowing.Select(chain => chain.Record).OfType<RecordScope>().ToList();
        if (records.Count == 0)
        {
            return null;
        }

        if (records.Count == 1)
        {
            // Nothing has to be brought together: the rows go on as they are.
            return (flowing[0].Last, records[0], flowing[0].IsOrdered);
        }

        var joined = new SegmentBuilder();
        var fields = new JoinFields(joined, records);
        var record = fields.Record();
        var index = parts.Joins.Count;
        parts.Joins.Add(new PlannedJoin(record, joined));
        for (var i = 0; i < flowing.Count; i++)
        {
            var route = i;
            flowing[i].Last.End = () => new JoinEnd(index, fields.CopiesOf(route));
        }

        return (joined, record, true);
    }

    private void CheckRoutes(BranchStep branch)
    {
        var diagnostics = parts.Diagnostics;
        if (branch.Routes.Count is 0 or >= PipelineLimits.MaxRoutes)
        {
            diagnostics.Add(DiagnosticCodes.InvalidValue, branch.Mark, $"A branch has from 1 to {PipelineLimits.MaxRoutes - 1} routes, not {branch.Routes.Count}.");
        }

        foreach (var route in branch.Routes)
        {
            if (route.When is null)
            {
                diagnostics.Add(DiagnosticCodes.MissingKey, route.Mark, $"The route '{route.Name}' needs a condition.", "Only the route of all others has none.");
            }

            if (route.Name.Text == RouteDefinition.OtherwiseName || route.Name.Text.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_')) || route.Name.Text.Length == 0)
            {
                diagnostics.Add(
                    DiagnosticCodes.InvalidValue,
                    route.Name.Mark,
                    $"'{route.Name}' is not a name for a route.",
                    route.Name.Text == RouteDefinition.OtherwiseName ? "Write otherwise beside routes, not among them." : "Use letters, digits, '-' and '_'.");
            }
        }

        foreach (var twice in branch.Routes.GroupBy(route => route.Name.Text, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            diagnostics.Add(DiagnosticCodes.DuplicateKey, twice.Last().Name.Mark, $"Two routes are called '{twice.Key}'.", "Give each route its own name.");
        }
    }
}
