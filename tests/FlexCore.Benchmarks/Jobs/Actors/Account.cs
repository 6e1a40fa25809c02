namespace FlexCore.Benchmarks.Jobs.Actors;

/// <summary>The state of the benchmark's aggregate.</summary>
public sealed record Account(long Balance);
