namespace FlexCore.Domain.Pipelines;

/// <summary>A pipeline as its events have made it.</summary>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Tenant">Who owns it.</param>
/// <param name="Owner">The principal that created it.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Steps">The steps in their order. The order is for people and breaks ties; <see cref="PipelineStep.DependsOn"/> decides what waits for what.</param>
/// <param name="Version">The newest published version; 0 for a draft.</param>
/// <param name="Run">The newest run, or <see langword="null"/> before the first.</param>
public sealed record PipelineState(
    PipelineStatus Status,
    TenantId Tenant,
    string Owner,
    string Name,
    string Description,
    ValueList<PipelineStep> Steps,
    int Version,
    PipelineRun? Run)
{
    /// <summary>The file that the steps come from; empty for a pipeline whose steps were added one by one.</summary>
    public string Document { get; init; } = "";

    /// <summary>Whether it was deleted: it is hidden, and its identity may be created anew.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The state before the first event.</summary>
    public static PipelineState Absent { get; } = new(PipelineStatus.Absent, TenantId.Default, "", "", "", [], 0, null);
}
