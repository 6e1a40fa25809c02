using System.Runtime.CompilerServices;
using FlexCore.Application.Catalogs;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Pipelines.Documents;
using FlexCore.Application.Streams;
using FlexCore.Application.Supervision;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain;

namespace FlexCore.Application.UseCases;

/// <summary>Puts together what people see of a stream: the pipeline that wants it, the supervisor that runs it, the history of its runs. Thread-safe.</summary>
internal sealed class StreamViews(NodeServices services)
{
    // Compiling takes milliseconds, and a list may show hundreds: what a document says is kept as long as the catalog holds the document.
    private readonly ConditionalWeakTable<string, CompiledDocument> _documents = [];

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

    public string StatusOf(PipelineEntry entry) => StatusOf(entry, services.Supervisor.Find(entry.Id)?.Activity, services.Placement.IsHere(entry.Id));

    public async Task<StreamView> OfAsync(PipelineEntry entry, CancellationToken cancellationToken)
    {
        var activity = services.Supervisor.Find(entry.Id)?.Activity;
        var id = new EntityId(entry.Id.Tenant, DataStreamDecider.Kind, entry.Id.Key);
        var stream = (await services.Streams.ReadAsync(id, cancellationToken).ConfigureAwait(false)).State;
        var atWork = activity is { Phase: not StreamPhase.Ended };
        return new StreamView
        {
            Key = entry.Id.Key,
            Name = entry.State.Name,
            Status = StatusOf(entry, activity, services.Placement.IsHere(entry.Id)),
            Version = entry.State.Run?.Version ?? entry.State.Version,
            SourceTopic = CompiledOf(entry.State.Document).SourceTopic,
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

    private CompiledDocument CompiledOf(string document) =>
        _documents.GetValue(document, text => services.Compiler.Compile(text, CompileDocumentOptions.None));
}
