namespace FlexCore.Cluster.Membership;

/// <summary>What a table answered, or that it did not.</summary>
/// <param name="Succeeded">Whether it answered.</param>
/// <param name="Value">The answer; the default when there was none.</param>
internal readonly record struct TableReply<T>(bool Succeeded, T Value);
