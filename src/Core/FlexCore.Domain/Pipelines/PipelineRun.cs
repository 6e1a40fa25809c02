namespace FlexCore.Domain.Pipelines;

/// <summary>The newest run of a pipeline.</summary>
/// <param name="Id">The run's id; never used for another run after this one.</param>
/// <param name="Version">The published version it runs. A change during the run does not affect it.</param>
/// <param name="StartedAt">The instant of the start, UTC.</param>
/// <param name="EndedAt">The instant of its completion or failure, UTC; <see langword="null"/> while it runs or is paused.</param>
/// <param name="Error">Why it failed, or <see langword="null"/>.</param>
public sealed record PipelineRun(string Id, int Version, DateTimeOffset StartedAt, DateTimeOffset? EndedAt = null, string? Error = null);
