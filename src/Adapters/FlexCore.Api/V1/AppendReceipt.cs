namespace FlexCore.Api.V1;

/// <summary>The answer to records: they are durable.</summary>
/// <param name="Accepted">How many records the request had.</param>
/// <param name="Position">The topic's position behind them.</param>
/// <param name="LastRecord">The number of the last one in the topic, from 1.</param>
internal sealed record AppendReceipt(int Accepted, long Position, long LastRecord);
