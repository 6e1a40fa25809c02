namespace FlexCore.Application.Retention;

/// <summary>The policies that count for a tenant.</summary>
/// <param name="Policies">The policies, by kind, the closest first.</param>
public sealed record RetentionList(IReadOnlyList<RetentionView> Policies);
