namespace FlexCore.Chaos.Tests.History;

/// <summary>A record as it came out of a spread stream.</summary>
/// <param name="Id">The record; its writer is its key.</param>
/// <param name="IsFirst">Whether the stream took it for the first of its key.</param>
internal sealed record SpreadRow(RecordId Id, bool IsFirst);
