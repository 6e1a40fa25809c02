using FlexCore.Application.Schedules;
using FlexCore.Domain;
using FlexCore.Testing.Probes;

namespace FlexCore.Application.Tests.Schedules;

/// <summary>Keeps what the scheduler says.</summary>
internal sealed class WatchedScheduler : IScheduleObserver
{
    public Probe<string> Said { get; } = new();

    public void Ready(long epoch, int schedules) => Said.Add($"ready {epoch}");

    public void Ended(EntityId schedule, long number, string? error) => Said.Add($"{schedule.Key} {number} {error ?? "ok"}");

    public void Repeats(EntityId schedule, long number, int attempt, Exception error) => Said.Add($"{schedule.Key} {number} repeats {attempt}");

    public void NotDecided(EntityId schedule, Exception error) => Said.Add($"{schedule.Key} not decided");

    public void NotListed(Exception error) => Said.Add("not listed");
}
