namespace FlexCore.Client.Models;

/// <summary>The node's word that records are durable.</summary>
/// <param name="Accepted">How many records the call had.</param>
/// <param name="Position">The topic's position behind them.</param>
/// <param name="LastRecord">The number of the last one in the topic, from 1.</param>
public sealed record AppendReceipt(int Accepted, long Position, long LastRecord);
