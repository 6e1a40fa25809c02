namespace FlexCore.Domain.EventStreams;

/// <summary>What was kept with an event where it was first appended. The importing store keeps its own beside it, so an import is never mistaken for the original.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="At">When it was appended there.</param>
/// <param name="Principal">Who appended it there.</param>
/// <param name="CorrelationId">The chain of work there.</param>
/// <param name="CausationId">The direct cause there.</param>
public sealed record EventOrigin(Guid Id, DateTimeOffset At, string Principal, string CorrelationId, string CausationId);
