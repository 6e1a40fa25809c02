namespace FlexCore.Benchmarks.Jobs.Actors;

/// <summary>The event of the benchmark's aggregate: about 100 bytes of JSON, the same shape as the limit's rows.</summary>
public sealed record Credited(long Amount, string Currency, string Note, long Balance);
