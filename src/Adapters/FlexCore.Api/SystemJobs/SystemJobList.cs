namespace FlexCore.Api.SystemJobs;

/// <summary>The system jobs.</summary>
/// <param name="Node">The node that runs them; <see langword="null"/> while none does.</param>
/// <param name="Jobs">The jobs by name.</param>
internal sealed record SystemJobList(string? Node, IReadOnlyList<SystemJobInfo> Jobs);
