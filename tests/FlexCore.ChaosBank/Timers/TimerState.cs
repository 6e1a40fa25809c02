using System.Collections.Immutable;

namespace FlexCore.ChaosBank.Timers;

/// <summary>A timer's ledger: every firing, in the order in which they took effect, as runs without a gap under one epoch.</summary>
public sealed record TimerState(long Epoch, ImmutableList<FiringRun> Runs);

/// <summary>Due times that fired one after the other under one epoch, both ends included.</summary>
public sealed record FiringRun(long Epoch, long From, long To);
