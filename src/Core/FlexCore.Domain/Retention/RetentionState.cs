namespace FlexCore.Domain.Retention;

/// <summary>A tenant's policies.</summary>
/// <param name="Policies">The policies, in the order of kind and pattern.</param>
public sealed record RetentionState(ValueList<KeepPolicy> Policies)
{
    /// <summary>The state before the first event.</summary>
    public static RetentionState Empty { get; } = new([]);

    /// <summary>The policy for a kind and pattern, or <see langword="null"/>.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="pattern">The pattern.</param>
    public KeepPolicy? Find(string kind, string pattern) =>
        Policies.FirstOrDefault(policy => string.Equals(policy.Kind, kind, StringComparison.Ordinal) && string.Equals(policy.Pattern, pattern, StringComparison.Ordinal));
}
