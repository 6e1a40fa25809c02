namespace FlexCore.Streams.Definition;

/// <summary>One way through a branch.</summary>
/// <param name="Name">Names it in messages and metrics.</param>
/// <param name="When">The expression that lets a record in; <see langword="null"/> for the route of all others.</param>
public sealed record RouteDefinition(DefinitionText Name, DefinitionText? When)
{
    /// <summary>The name of the route for records that match no other.</summary>
    public const string OtherwiseName = "otherwise";

    /// <summary>The place in the file.</summary>
    public Mark Mark { get; init; }

    /// <summary>What happens to its records, in order.</summary>
    public EquatableList<StepDefinition> Steps { get; init; } = EquatableList<StepDefinition>.Empty;

    /// <summary>Where its records go; empty when they flow on behind the branch.</summary>
    public EquatableList<SinkDefinition> Sinks { get; init; } = EquatableList<SinkDefinition>.Empty;

    /// <summary>Whether its records are dropped.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool IsDropped { get; init; }

    /// <summary>Whether records come out behind the branch.</summary>
    internal bool FlowsOn => !IsDropped && Sinks.Count == 0 && Steps.All(step => step is not BranchStep { FlowsOn: false });
}
