using FlexCore.Application.Catalogs;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Streams;
using FlexCore.Application.Supervision;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;

namespace FlexCore.Application.UseCases;

/// <summary>Puts together what people see of a stream: the pipeline that wants it, the supervisor that runs it, the history of its runs. Thread-safe.</summary>
internal sealed class StreamViews(NodeServices services, StreamDocuments documents)
{
    private readonly PartitionViews _partitions = new(services);

    /// <summary>Whether a pipeline has a stream: it was published and not retired, and it is no job.</summary>
    public static bool IsStream(PipelineEntry entry) => !entry.IsJob && entry.State is { Version: > 0, Status: not PipelineStatus.Archived };

    public static string StatusOf(PipelineEntry entry, StreamActivity? activity, bool isHere) => activity switch
    {
        { Phase: not StreamPhase.Ended } => activity.Phase.ToString().ToLowerInvariant(),
        _ => entry.State.Status switch
        {
            PipelineStatus.Running => isHere ? "starting" : "running",
            PipelineStatus.Paused => "stopped",
            PipelineStatus.Completed => "completed",
            PipelineStatus.Failed => "failed",
            PipelineStatus.Archived => "archived",
            _ => "created",
        },
    };

    /// <summary>The status without a look at other nodes: for lists that ask for one.</summary>
    public string StatusOf(PipelineEntry entry) => documents.PartitionsOf(entry, entry.State.Document) is > 0 and var partitions
        ? StatusOf(entry, WorstHere(entry, partitions), isHere: false)
        : StatusOf(entry, services.Supervisor.Find(entry.Id)?.Activity, services.Placement.IsHere(entry.Id));

    private StreamActivity? WorstHere(PipelineEntry entry, int partitions) => StreamParts.All(entry.Id, partitions)
        .Select(part => services.Supervisor.Find(part)?.Activity)
        .OfType<StreamActivity>()
        .OrderBy(activity => activity.Phase == StreamPhase.Running)
        .FirstOrDefault();

    public async Task<StreamView> OfAsync(PipelineEntry entry, CancellationToken cancellationToken)
    {
        var plan = await documents.PlanAsync(entry, cancellationToken).ConfigureAwait(false);
        if ((plan?.Partitions ?? documents.PartitionsOf(entry, entry.State.Document)) is > 0 and var partitions)
        {
            return await OfPartitionsAsync(entry, partitions, cancellationToken).ConfigureAwait(false);
        }

        var activity = services.Supervisor.Find(entry.Id)?.Activity;
        var stream = (await services.Streams.ReadAsync(StreamParts.StreamOf(entry.Id), cancellationToken).ConfigureAwait(false)).State;
        var atWork = activity is { Phase: not StreamPhase.Ended };
        return new StreamView
        {
            Key = entry.Id.Key,
            Name = entry.State.Name,
            Status = StatusOf(entry, activity, services.Placement.IsHere(entry.Id)),
            Version = entry.State.Run?.Version ?? entry.State.Version,
            SourceTopic = documents.CompiledOf(entry.State.Document).SourceTopic,
            RunId = entry.State.Run?.Id ?? stream.Run?.Id,
            ContinuedRunId = ContinuedBy(entry.State.Run, stream.Run, activity),
            Attempt = stream.Run?.Attempt ?? 0,
            StartedAt = stream.Run?.StartedAt,
            EndedAt = atWork ? null : stream.Run?.EndedAt,
            Error = activity?.Error ?? entry.State.Run?.Error,
            Restarts = activity?.Restarts ?? 0,
            NextRestartAt = activity?.NextRestartAt,
            Progress = activity?.Run?.Progress ?? ProgressOf(stream.Run),
        };
    }

    private async Task<StreamView> OfPartitionsAsync(PipelineEntry entry, int partitions, CancellationToken cancellationToken)
    {
        var rows = await _partitions.OfAsync(entry, partitions, cancellationToken).ConfigureAwait(false);
        StreamPartitionView[] views = [.. rows.Select(row => row.View)];
        var runs = rows.Select(row => row.Run).OfType<StreamRun>().ToList();
        var status = PartitionViews.StatusOf(entry, views);
        return new StreamView
        {
            Key = entry.Id.Key,
            Name = entry.State.Name,
            Status = status,
            Version = entry.State.Run?.Version ?? entry.State.Version,
            SourceTopic = documents.CompiledOf(entry.State.Document).SourceTopic,
            RunId = entry.State.Run?.Id,
            Attempt = views.Max(view => view.Attempt),
            StartedAt = runs.Count == 0 ? null : runs.Min(run => run.StartedAt),
            EndedAt = status is "stopped" or "failed" ? runs.Max(run => run.EndedAt) : null,
            Error = entry.State.Run?.Error ?? views.FirstOrDefault(view => view.Error is not null)?.Error,
            Restarts = views.Max(view => view.Restarts),
            Progress = PartitionViews.Sum(views),
            Partitions = views,
        };
    }

    // While a run starts, the stream still has the run before it.
    private static string? ContinuedBy(PipelineRun? run, StreamRun? records, StreamActivity? activity) =>
        run is null || records is null || activity is { Phase: StreamPhase.Starting } || string.Equals(run.Id, records.Id, StringComparison.Ordinal) ? null : records.Id;

    public static StreamProgress? ProgressOf(StreamRun? run) => run is null ? null : new StreamProgress(
        run.Counters.RecordsIn,
        run.Counters.RecordsOut,
        run.Counters.Errors,
        run.Counters.DeadLetters,
        LateRecords: 0,
        BytesIn: 0,
        BytesTotal: null,
        BytesRead: 0,
        Watermark: null,
        run.Checkpoint?.Sequence ?? 0);
}
