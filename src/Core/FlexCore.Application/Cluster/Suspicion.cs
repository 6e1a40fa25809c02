namespace FlexCore.Application.Cluster;

/// <summary>One member's vote that another is dead.</summary>
/// <param name="By">Who votes.</param>
/// <param name="At">When, by the table's clock. Old votes count no more.</param>
public sealed record Suspicion(NodeId By, DateTimeOffset At);
