namespace FlexCore.Client.Models;

/// <summary>The policies that count for a tenant.</summary>
/// <param name="Policies">The policies by kind, the closest first.</param>
public sealed record RetentionPolicies(IReadOnlyList<RetentionInfo> Policies);
