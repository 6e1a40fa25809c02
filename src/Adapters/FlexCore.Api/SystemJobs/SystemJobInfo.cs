using FlexCore.Application.SystemJobs;

namespace FlexCore.Api.SystemJobs;

/// <summary>A system job.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="PeriodSeconds">The time between two runs.</param>
/// <param name="Running">Whether it runs at this moment.</param>
/// <param name="Runs">How often it ran since its node took the jobs over.</param>
internal sealed record SystemJobInfo(string Name, string Description, double PeriodSeconds, bool Running, long Runs)
{
    public DateTimeOffset? LastRun { get; init; }

    public double? TookSeconds { get; init; }

    public DateTimeOffset? NextRun { get; init; }

    public string? Report { get; init; }

    public string? Error { get; init; }

    public static SystemJobInfo Of(SystemJobFacts facts) => new(facts.Name, facts.Description, facts.Period.TotalSeconds, facts.IsRunning, facts.Runs)
    {
        LastRun = facts.LastRun, TookSeconds = facts.Took?.TotalSeconds, NextRun = facts.NextRun, Report = facts.Report, Error = facts.Error,
    };
}
