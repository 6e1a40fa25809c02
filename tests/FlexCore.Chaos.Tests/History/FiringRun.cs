namespace FlexCore.Chaos.Tests.History;

/// <summary>Due times of a timer that fired one after the other under one epoch, both ends included.</summary>
internal sealed record FiringRun(long Epoch, long From, long To);
