using System.Globalization;
using System.Text.Json;
using FlexCore.Application.Streams;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>Runs <c>flexcore run --node</c>: submits the run to a node and follows it to its end. Used by one command.</summary>
/// <param name="session">The node.</param>
internal sealed class RemoteRun(NodeSession session)
{
    // Often enough to look alive, seldom enough not to be work for the node.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(10);

    /// <summary>Submits and follows.</summary>
    /// <param name="path">The pipeline file.</param>
    /// <param name="input">Records instead of the pipeline's source, or <see langword="null"/>.</param>
    /// <param name="variables">Values of <c>${variables}</c>.</param>
    /// <param name="isQuiet">Whether progress and summary are left out.</param>
    public async Task<ExitCode> RunAsync(string path, string? input, IReadOnlyDictionary<string, string> variables, bool isQuiet)
    {
        var document = await Documents.ReadAsync(path, session.Stop).ConfigureAwait(false);
        var submission = new NewJob(document.Text) { Input = input, Variables = variables.Count > 0 ? variables : null };
        var job = await Documents.ExplainAsync(document, () => session.Client.Jobs.SubmitAsync(submission, session.Stop)).ConfigureAwait(false);
        try
        {
            job = await FollowAsync(job, isQuiet ? null : View(job)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (session.Stop.IsCancellationRequested)
        {
            await session.Terminal.Error.WriteLineAsync($"no longer following; the node goes on with job {job.Id}. 'flexcore job status {job.Id}' shows it, 'flexcore job cancel {job.Id}' ends it.").ConfigureAwait(false);
            throw;
        }

        await ReportAsync(job, isQuiet).ConfigureAwait(false);
        return job.Status switch
        {
            "completed" => ExitCode.Success,
            "failed" => throw new CliException(ExitCode.JobFailed, $"Job {job.Id} failed on the node: {job.Error}"),
            _ => throw new CliException(ExitCode.JobFailed, $"Job {job.Id} was {job.Status}."),
        };
    }

    private IProgressView View(JobInfo job) => session.Terminal.IsErrorInteractive
        ? new LiveProgressView(session.Terminal.Error, job.Pipeline, Interval, session.Terminal.Width)
        : new PlainProgressView(session.Terminal.Error, job.Pipeline, PlainInterval);

    private async Task<JobInfo> FollowAsync(JobInfo job, IProgressView? view)
    {
        var presenter = new ProgressPresenter(view, Progress(null), session.Clock);
        using var ticks = new PeriodicTimer(Interval, session.Clock);
        while (!job.HasEnded)
        {
            await ticks.WaitForNextTickAsync(session.Stop).ConfigureAwait(false);
            job = await session.Client.Jobs.GetAsync(job.Id, session.Stop).ConfigureAwait(false);
            presenter.Observe(Progress(job.Progress));
        }

        presenter.Clear();
        return job;
    }

    private async Task ReportAsync(JobInfo job, bool isQuiet)
    {
        if (session.Output == OutputFormat.Json)
        {
            await session.Terminal.Out.WriteLineAsync(JsonSerializer.Serialize(job, OnlineJson.Default.JobInfo)).ConfigureAwait(false);
        }
        else if (!isQuiet)
        {
            foreach (var (name, value) in JobCommands.Rows(job).Where(row => !string.IsNullOrEmpty(row.Value)))
            {
                await session.Terminal.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-13} {SafeText.OneLine(value ?? string.Empty)}")).ConfigureAwait(false);
            }
        }
    }

    private static StreamProgress Progress(ProgressInfo? info) => info is null
        ? new StreamProgress(0, 0, 0, 0, 0, 0, null, 0, null, 0)
        : new StreamProgress(
            info.RecordsIn, info.RecordsOut, info.Errors, info.DeadLetters, info.LateRecords, info.BytesIn, info.BytesTotal, info.BytesRead, info.Watermark, info.Checkpoints);
}
