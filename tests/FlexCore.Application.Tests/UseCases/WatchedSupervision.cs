using FlexCore.Application.Supervision;
using FlexCore.Domain;
using FlexCore.Testing.Probes;

namespace FlexCore.Application.Tests.UseCases;

/// <summary>Keeps what the supervisor says, one line each, in order. Thread-safe.</summary>
internal sealed class WatchedSupervision : ISupervisorObserver
{
    private readonly Probe<string> _said = new();

    public Task<string> NextAsync() => _said.NextAsync("the supervisor says something");

    public void Started(EntityId pipeline, int attempt) => _said.Add($"started {pipeline.Key} {attempt}");

    public void Restarting(EntityId pipeline, int restart, TimeSpan delay, Exception error) =>
        _said.Add(FormattableString.Invariant($"restarting {pipeline.Key} {restart} in {delay.TotalMilliseconds} ms: {error.Message}"));

    public void GaveUp(EntityId pipeline, string error) => _said.Add($"gave up {pipeline.Key}: {error}");

    public void Ended(EntityId pipeline, string how) => _said.Add($"ended {pipeline.Key} {how}");

    public void DrainTimedOut(EntityId pipeline) => _said.Add($"drain timed out {pipeline.Key}");

    public void NotRecorded(EntityId pipeline, Exception error) => _said.Add($"not recorded {pipeline.Key}: {error.Message}");
}
