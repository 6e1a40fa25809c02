using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>The commands under <c>flexcore job</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class JobCommands(OnlineCommand online)
{
    private static readonly string[] Headers = ["JOB", "PIPELINE", "STATUS", "IN", "OUT", "SUBMITTED", "ENDED"];

    /// <summary>Creates the group.</summary>
    public Command Create()
    {
        var list = new ListOptions();
        return new Command("job", "Shows and cancels jobs: runs that 'flexcore run --node' has submitted.")
        {
            online.Create("list", "Lists the jobs, the newest first.", list.All, async (result, session) =>
            {
                var page = await session.Client.Jobs.ListAsync(list.Read(result), session.Stop).ConfigureAwait(false);
                await Answers.WritePageAsync(session, page, OnlineJson.Default.PageJobInfo, Headers, Row).ConfigureAwait(false);
                return ExitCode.Success;
            }),
            One("status", "Shows one job.", (session, id) => session.Client.Jobs.GetAsync(id, session.Stop)),
            One("cancel", "Ends a job at work for good.", (session, id) => session.Client.Jobs.CancelAsync(id, session.Stop)),
        };
    }

    /// <summary>One job in full.</summary>
    /// <param name="job">The job.</param>
    public static IEnumerable<(string Name, string? Value)> Rows(JobInfo job) =>
    [
        ("job", job.Id),
        ("pipeline", job.Pipeline),
        ("status", job.Status),
        ("error", job.Error),
        ("submitted", Answers.Time(job.SubmittedAt)),
        ("ended", Answers.Time(job.EndedAt)),
        .. StreamRows.Rows(job.Progress),
        ("output", job.OutputFile),
    ];

    private Command One(string name, string description, Func<NodeSession, string, Task<JobInfo>> call)
    {
        var id = new Argument<string>("JOB") { Description = "The job's id." };
        return online.Create(name, description, [id], async (result, session) =>
        {
            var job = await call(session, result.GetRequiredValue(id)).ConfigureAwait(false);
            await Answers.WriteOneAsync(session, job, OnlineJson.Default.JobInfo, Rows(job)).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private static IReadOnlyList<string> Row(JobInfo job) =>
    [
        job.Id,
        job.Pipeline,
        job.Status,
        Amounts.Count(job.Progress?.RecordsIn ?? 0),
        Amounts.Count(job.Progress?.RecordsOut ?? 0),
        Answers.Time(job.SubmittedAt) ?? string.Empty,
        Answers.Time(job.EndedAt) ?? "-",
    ];
}
