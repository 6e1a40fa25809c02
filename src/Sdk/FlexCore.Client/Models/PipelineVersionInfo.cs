namespace FlexCore.Client.Models;

/// <summary>A published version of a pipeline.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="PublishedAt">When it was published, UTC.</param>
/// <param name="PublishedBy">The principal that published it.</param>
/// <param name="Document">Its document.</param>
/// <param name="StepCount">How many steps it has.</param>
public sealed record PipelineVersionInfo(int Version, DateTimeOffset PublishedAt, string PublishedBy, string Document, int StepCount);
