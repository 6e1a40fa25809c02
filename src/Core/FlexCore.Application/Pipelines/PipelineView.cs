namespace FlexCore.Application.Pipelines;

/// <summary>A pipeline as people see it.</summary>
/// <param name="Key">The document's name, unique in the tenant.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Status"><c>draft</c>, <c>active</c>, <c>running</c>, <c>paused</c>, <c>completed</c>, <c>failed</c> or <c>archived</c>.</param>
/// <param name="Version">The newest published version; 0 for a draft.</param>
/// <param name="Owner">The principal that created it.</param>
/// <param name="Document">The newest document.</param>
/// <param name="Revision">The number of its events: grows with every change.</param>
/// <param name="CreatedAt">When it was created, UTC.</param>
/// <param name="UpdatedAt">When it last changed, UTC.</param>
/// <param name="Run">Its newest run, or <see langword="null"/>.</param>
public sealed record PipelineView(
    string Key,
    string Name,
    string Description,
    string Status,
    int Version,
    string Owner,
    string Document,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    PipelineRunView? Run);

/// <summary>A run of a pipeline as people see it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Version">The version it runs.</param>
/// <param name="StartedAt">When it started, UTC.</param>
/// <param name="EndedAt">When it ended, UTC; <see langword="null"/> while it runs or is paused.</param>
/// <param name="Error">Why it failed, or <see langword="null"/>.</param>
public sealed record PipelineRunView(string RunId, int Version, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Error);
