using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;

namespace FlexCore.Application.Pipelines;

/// <summary>
/// Use case: run a pipeline to the end of its input, once and durably. A run that a stop, crash or failure interrupted goes on where its last
/// checkpoint stands; a completed one is followed by a new run.
/// </summary>
/// <remarks>
/// <para>The data stream entity records what happened (started, resumed, checkpoint, stopped, completed, failed); the checkpoint store keeps
/// the bytes. The store is always written first, so it is never behind the entity.</para>
/// <para>Stateless and thread-safe; two runs of one pipeline at the same time are kept apart by the entity's attempt number.</para>
/// </remarks>
public sealed class RunPipeline
{
    private readonly IEntityRegion<DataStreamCommand, DataStreamState> _streams;
    private readonly ICheckpointStore _checkpoints;
    private readonly IStreamRuntime _runtime;
    private readonly TimeProvider _clock;

    /// <summary>Creates the use case.</summary>
    /// <param name="streams">The region of data streams.</param>
    /// <param name="checkpoints">Where the runtime keeps its checkpoints.</param>
    /// <param name="runtime">Runs graphs.</param>
    /// <param name="clock">The instants of commands.</param>
    public RunPipeline(
        IEntityRegion<DataStreamCommand, DataStreamState> streams,
        ICheckpointStore checkpoints,
        IStreamRuntime runtime,
        TimeProvider clock)
    {
        _streams = streams;
        _checkpoints = checkpoints;
        _runtime = runtime;
        _clock = clock;
    }

    /// <summary>Starts or resumes a run.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">Stops the start; a started run is stopped through the returned handle.</param>
    /// <returns>The run.</returns>
    /// <exception cref="PipelineRunRefusedException">An interrupted run stands in the way, or there is none to resume.</exception>
    /// <exception cref="StreamException">The graph cannot start. The failure is on record.</exception>
    /// <exception cref="JournalException">The store cannot be read or written.</exception>
    public async Task<RunningPipeline> StartAsync(RunPipelineRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = new EntityId(request.Security.Tenant, DataStreamDecider.Kind, request.Key ?? request.Graph.Name);
        var log = new PipelineRunLog(_streams, id, request.Security, _clock);
        var interrupted = await FindInterruptedAsync(log, request, cancellationToken).ConfigureAwait(false);
        var checkpoint = interrupted is null
            ? await BeginAsync(log, request, cancellationToken).ConfigureAwait(false)
            : await ResumeAsync(log, interrupted, cancellationToken).ConfigureAwait(false);
        var options = new StreamRunOptions
        {
            Stream = id,
            RunId = log.RunId,
            Partition = request.Partition,
            Security = request.Security,
            ResumeFrom = checkpoint,
            CheckpointInterval = request.CheckpointInterval,
        };
        try
        {
            var run = await _runtime.StartAsync(request.Graph, options, cancellationToken).ConfigureAwait(false);
            return new RunningPipeline(run, log, isResumed: interrupted is not null);
        }
        catch (StreamException error)
        {
            await log.FailAsync(error).ConfigureAwait(false);
            throw;
        }
    }

    // A run that ended before its first checkpoint left nothing behind that a changed pipeline could contradict.
    private static async Task<StreamRun?> FindInterruptedAsync(PipelineRunLog log, RunPipelineRequest request, CancellationToken cancellationToken)
    {
        var state = await log.ReadAsync(cancellationToken).ConfigureAwait(false);
        var interrupted = state.Status is DataStreamStatus.Running or DataStreamStatus.Stopped or DataStreamStatus.Failed ? state.Run : null;
        if (interrupted is null)
        {
            return request.Resume != ResumePolicy.Required ? null : throw Refused(
                PipelineRunRefusedException.NothingToResume,
                $"Pipeline '{request.Graph.Name}' has no interrupted run to resume. Leave --resume out to begin a new run.");
        }

        if (request.Resume == ResumePolicy.Fresh)
        {
            return null;
        }

        if (string.Equals(interrupted.Fingerprint, request.Definition.Fingerprint, StringComparison.Ordinal))
        {
            return interrupted;
        }

        return interrupted.Checkpoint is null && request.Resume == ResumePolicy.Automatic ? null : throw Refused(
            PipelineRunRefusedException.CannotResume,
            $"An interrupted run of pipeline '{request.Graph.Name}' (started {interrupted.StartedAt:yyyy-MM-dd HH:mm:ss} UTC, "
            + $"{interrupted.Counters.RecordsIn} records done) had another definition or other inputs, so it cannot go on. "
            + "Restore them and run again, or begin again with --fresh.");
    }

    private async Task<StreamCheckpoint?> BeginAsync(PipelineRunLog log, RunPipelineRequest request, CancellationToken cancellationToken)
    {
        var last = (await log.ReadAsync(cancellationToken).ConfigureAwait(false)).Run?.Id;
        var runId = request.RunId is { } wanted && !string.Equals(wanted, last, StringComparison.Ordinal) ? wanted : Guid.CreateVersion7(_clock.GetUtcNow()).ToString("N");
        await log.BeginAsync(runId, request.Definition, cancellationToken).ConfigureAwait(false);

        // A crash before this line leaves a checkpoint of an older run behind; resuming recognises it by its run id.
        await _checkpoints.DeleteAsync(log.Stream, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private async Task<StreamCheckpoint?> ResumeAsync(PipelineRunLog log, StreamRun run, CancellationToken cancellationToken)
    {
        var stored = await _checkpoints.LoadAsync(log.Stream, cancellationToken).ConfigureAwait(false);
        var checkpoint = stored is not null && string.Equals(stored.RunId, run.Id, StringComparison.Ordinal) ? stored : null;
        if ((checkpoint?.Sequence ?? 0) < (run.Checkpoint?.Sequence ?? 0))
        {
            throw Refused(
                PipelineRunRefusedException.CheckpointMissing,
                $"The history of run '{run.Id}' knows checkpoint {run.Checkpoint?.Sequence}, but the checkpoint store has "
                + $"{checkpoint?.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}: "
                + "the store was restored only in part. Restore it whole, or begin again with --fresh.");
        }

        await log.ResumeAsync(run, cancellationToken).ConfigureAwait(false);
        return checkpoint;
    }

    private static PipelineRunRefusedException Refused(string code, string message) => new(new Refusal(code, message));
}
