namespace FlexCore.Cli.Health;

/// <summary>What all checks found. The property names in camel case are the <c>--output json</c> contract.</summary>
/// <param name="Healthy">Whether no check failed.</param>
/// <param name="Checks">The checks in order.</param>
internal sealed record HealthReport(bool Healthy, IReadOnlyList<CheckResult> Checks);
