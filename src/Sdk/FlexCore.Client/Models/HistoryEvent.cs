using System.Text.Json;

namespace FlexCore.Client.Models;

/// <summary>An event of a history.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Type">Its stored type name.</param>
/// <param name="At">When the command was issued, UTC.</param>
/// <param name="Principal">Who caused it.</param>
/// <param name="CorrelationId">The chain of work.</param>
/// <param name="Payload">What happened.</param>
public sealed record HistoryEvent(long Version, string Type, DateTimeOffset At, string Principal, string CorrelationId, JsonElement Payload);
