using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.SystemJobs;

/// <summary>The commands under <c>flexcore system</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class SystemCommands(OnlineCommand online)
{
    private static readonly string[] Headers = ["JOB", "EVERY", "LAST RUN", "NEXT RUN", "RUNS", "DID"];

    /// <summary>Creates the group.</summary>
    public Command Create()
    {
        var name = new Argument<string>("JOB") { Description = "The job, for example retention." };
        return new Command("system", "Shows and starts the upkeep that one node of a cluster does.")
        {
            online.Create("jobs", "Lists the system jobs: when each ran and runs next, and what it did.", [], (_, session) => ShowAsync(session, session.Client.System.JobsAsync(session.Stop))),
            online.Create("run", "Lets a system job run now, beside its times.", [name], (result, session) => ShowAsync(session, session.Client.System.RunJobAsync(result.GetRequiredValue(name), session.Stop))),
        };
    }

    private static async Task<ExitCode> ShowAsync(NodeSession session, Task<SystemJobList> call)
    {
        var list = await call.ConfigureAwait(false);
        await Answers.WriteTableAsync(session, list, SystemJson.Default.SystemJobList, Headers, [.. list.Jobs.Select(Row)]).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static IReadOnlyList<string> Row(SystemJobInfo job) =>
    [
        job.Name, Amounts.Duration(TimeSpan.FromSeconds(job.PeriodSeconds)), Answers.Time(job.LastRun) ?? "-", job.Running ? "running" : Answers.Time(job.NextRun) ?? "-", Amounts.Count(job.Runs),
        job.Error is { } error ? $"failed: {error}" : job.Report ?? "-",
    ];
}
