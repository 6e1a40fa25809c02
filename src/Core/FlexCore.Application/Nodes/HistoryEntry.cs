namespace FlexCore.Application.Nodes;

/// <summary>An event of an entity as people see it.</summary>
/// <param name="Version">Its number in the entity's history, from 1.</param>
/// <param name="Type">Its stored type name.</param>
/// <param name="At">When the command was issued, UTC.</param>
/// <param name="Principal">Who caused it.</param>
/// <param name="CorrelationId">The chain of work.</param>
/// <param name="Payload">What happened, JSON text.</param>
public sealed record HistoryEntry(long Version, string Type, DateTimeOffset At, string Principal, string CorrelationId, string Payload);
