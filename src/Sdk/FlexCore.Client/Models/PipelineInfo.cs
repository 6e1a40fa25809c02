namespace FlexCore.Client.Models;

/// <summary>A pipeline.</summary>
/// <param name="Key">The document's name, unique on the node.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Status"><c>draft</c>, <c>active</c>, <c>running</c>, <c>paused</c>, <c>completed</c>, <c>failed</c> or <c>archived</c>.</param>
/// <param name="Version">The newest published version; 0 for a draft.</param>
/// <param name="Owner">The principal that created it.</param>
/// <param name="Document">The newest document; <see langword="null"/> in lists.</param>
/// <param name="Revision">Grows with every change.</param>
/// <param name="CreatedAt">When it was created, UTC.</param>
/// <param name="UpdatedAt">When it last changed, UTC.</param>
/// <param name="Run">Its newest run, or <see langword="null"/>.</param>
public sealed record PipelineInfo(
    string Key,
    string Name,
    string Description,
    string Status,
    int Version,
    string Owner,
    string? Document,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    PipelineRunInfo? Run);
