namespace FlexCore.Client.Models;

/// <summary>A run of a pipeline.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Version">The version it runs.</param>
/// <param name="StartedAt">When it started, UTC.</param>
/// <param name="EndedAt">When it ended, UTC; <see langword="null"/> while it runs or is paused.</param>
/// <param name="Error">Why it failed, or <see langword="null"/>.</param>
public sealed record PipelineRunInfo(string RunId, int Version, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Error);
