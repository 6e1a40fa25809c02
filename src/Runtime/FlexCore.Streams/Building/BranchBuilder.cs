using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Building;

/// <summary>Collects the routes of a branch.</summary>
public sealed class BranchBuilder
{
    private readonly List<RouteDefinition> _routes = [];
    private RouteDefinition? _otherwise;
    private RouteMatch _match;

    internal BranchBuilder()
    {
    }

    /// <summary>Lets a record take every route that matches, instead of the first.</summary>
    public BranchBuilder MatchAll()
    {
        _match = RouteMatch.All;
        return this;
    }

    /// <summary>Adds a route.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="when">The expression that lets a record in.</param>
    /// <param name="configure">Adds its steps and, when its records do not flow on, its sinks.</param>
    /// <exception cref="ArgumentException">Something else than steps and sinks was set.</exception>
    public BranchBuilder Route(string name, string when, Action<PipelineBuilder> configure)
    {
        _routes.Add(Fill(new RouteDefinition(name, when), configure));
        return this;
    }

    /// <summary>Sets what happens to records that match no route; without it they flow on unchanged.</summary>
    /// <param name="configure">Adds steps and sinks.</param>
    /// <exception cref="ArgumentException">Something else than steps and sinks was set.</exception>
    public BranchBuilder Otherwise(Action<PipelineBuilder> configure)
    {
        _otherwise = Fill(new RouteDefinition(RouteDefinition.OtherwiseName, null), configure);
        return this;
    }

    /// <summary>Drops records that match no route.</summary>
    public BranchBuilder OtherwiseDrop()
    {
        _otherwise = new RouteDefinition(RouteDefinition.OtherwiseName, null) { IsDropped = true };
        return this;
    }

    internal BranchStep Build() => new(EquatableList.From(_routes)) { Match = _match, Otherwise = _otherwise };

    private static RouteDefinition Fill(RouteDefinition route, Action<PipelineBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var inner = new PipelineBuilder(route.Name.Text);
        var empty = inner.Build();
        configure(inner);
        var filled = inner.Build();
        if (filled with { Steps = empty.Steps, Sinks = empty.Sinks } != empty)
        {
            throw new ArgumentException($"The route '{route.Name}' has steps and sinks only; set everything else on the pipeline.", nameof(configure));
        }

        return route with { Steps = filled.Steps, Sinks = filled.Sinks };
    }
}
