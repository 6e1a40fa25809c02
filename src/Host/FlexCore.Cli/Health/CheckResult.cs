namespace FlexCore.Cli.Health;

/// <summary>What a check found. The property names in camel case are the <c>--output json</c> contract.</summary>
/// <param name="Check">The check, in kebab case.</param>
/// <param name="Status">How it went.</param>
/// <param name="Finding">What was found, with the value.</param>
/// <param name="Remedy">What to do; <see langword="null"/> when there is nothing to do.</param>
internal sealed record CheckResult(string Check, CheckStatus Status, string Finding, string? Remedy = null);
