using FlexCore.Application.Pipelines;

namespace FlexCore.Application.Supervision;

/// <summary>What a supervised stream does at one moment. Immutable.</summary>
/// <param name="Phase">What it does.</param>
/// <param name="Restarts">How often it was restarted in a row.</param>
/// <param name="NextRestartAt">When the next restart is due, UTC.</param>
/// <param name="Error">The newest failure.</param>
/// <param name="Run">The run at work.</param>
internal sealed record StreamActivity(StreamPhase Phase, int Restarts, DateTimeOffset? NextRestartAt, string? Error, RunningPipeline? Run);
