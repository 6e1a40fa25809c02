namespace FlexCore.Streams.Definition;

/// <summary>Sends records down named routes by expressions.</summary>
/// <remarks>
/// A route with sinks of its own ends there. The records of the other routes flow on behind the branch, in input order; so do records that match no route,
/// unless <see cref="Otherwise"/> says something else. Behind the branch a record has the fields of all routes that flow on; a field
/// that its own route does not have is missing.
/// </remarks>
/// <param name="Routes">The routes, in the order in which their conditions are asked.</param>
public sealed record BranchStep(EquatableList<RouteDefinition> Routes) : StepDefinition
{
    /// <summary>Whether a record takes the first route that matches, or all of them.</summary>
    /// <value>The default value is <see cref="RouteMatch.First"/>.</value>
    public RouteMatch Match { get; init; }

    /// <summary>What happens to records that match no route; <see langword="null"/> lets them flow on unchanged.</summary>
    public RouteDefinition? Otherwise { get; init; }

    /// <inheritdoc/>
    public override string Kind => "branch";

    /// <summary>Whether any record can come out behind the branch.</summary>
    internal bool FlowsOn => Otherwise is null || AllRoutes.Any(route => route.FlowsOn);

    /// <summary>The routes, the one for all others last.</summary>
    internal IEnumerable<RouteDefinition> AllRoutes => Otherwise is null ? Routes : Routes.Append(Otherwise);
}
