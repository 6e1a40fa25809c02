namespace FlexCore.Application.Projections.BuiltIn;

/// <summary>The projections that every node has.</summary>
public static class BuiltInProjections
{
    /// <summary>All five.</summary>
    public static IReadOnlyList<IProjection> All { get; } =
        [new PipelineSummary(), new PluginStatus(), new WorkflowHistory(), new PerformanceMetrics(), new GenericProjection()];

    /// <summary>The projection that takes events of a type: by what its name contains, else the generic one.</summary>
    /// <param name="type">The event's type name.</param>
    /// <param name="kind">The kind of its stream.</param>
    /// <returns>The projection's name.</returns>
    public static string NameFor(string type, string kind)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Has(type, "pipeline") || kind == "pipeline" ? PipelineSummary.Name
            : Has(type, "plugin") ? PluginStatus.Name
            : Has(type, "workflow") ? WorkflowHistory.Name
            : Has(type, "request") ? PerformanceMetrics.Name
            : GenericProjection.Name;
    }

    private static bool Has(string type, string word) => type.Contains(word, StringComparison.OrdinalIgnoreCase);
}
