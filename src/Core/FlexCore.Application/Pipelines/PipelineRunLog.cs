using FlexCore.Application.Entities;
using FlexCore.Application.Journal;
using FlexCore.Application.Streams;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;

namespace FlexCore.Application.Pipelines;

/// <summary>Speaks to the data stream entity in the name of one attempt of one run.</summary>
/// <remarks>Used by one run at a time; calls never overlap.</remarks>
internal sealed class PipelineRunLog(
    IEntityRegion<DataStreamCommand, DataStreamState> streams,
    EntityId stream,
    SecurityContext security,
    TimeProvider clock)
{
    private int _attempt;
    private StreamCounters _known = StreamCounters.Zero;
    private long _sequence;

    /// <summary>The data stream.</summary>
    public EntityId Stream => stream;

    /// <summary>The run; empty before it begins.</summary>
    public string RunId { get; private set; } = string.Empty;

    /// <summary>How often the run was started, from 1.</summary>
    public int Attempt => _attempt;

    /// <summary>The entity's committed state.</summary>
    public async Task<DataStreamState> ReadAsync(CancellationToken cancellationToken) =>
        (await streams.ReadAsync(stream, cancellationToken).ConfigureAwait(false)).State;

    /// <summary>Begins a new run; an interrupted one is abandoned.</summary>
    public async Task BeginAsync(string runId, DataStreamDefinition definition, CancellationToken cancellationToken)
    {
        var state = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (state is { Status: DataStreamStatus.Running, Run: { } abandoned })
        {
            await AskAsync(new DataStreamCommand.Stop(Context(abandoned.Id), abandoned.Id, abandoned.Attempt, abandoned.Counters, "abandoned for a new run"))
                .ConfigureAwait(false);
        }

        RunId = runId;
        _attempt = 1;
        await AskAsync(new DataStreamCommand.Define(Context(runId), stream.Key, definition)).ConfigureAwait(false);
        await AskAsync(new DataStreamCommand.Start(Context(runId), runId, StartMode.Fresh)).ConfigureAwait(false);
    }

    /// <summary>Goes on with a run, as its next attempt.</summary>
    public async Task ResumeAsync(StreamRun run, CancellationToken cancellationToken)
    {
        RunId = run.Id;
        await AskAsync(new DataStreamCommand.Start(Context(run.Id), run.Id, StartMode.Resume)).ConfigureAwait(false);
        var resumed = (await ReadAsync(cancellationToken).ConfigureAwait(false)).Run ?? run;
        _attempt = resumed.Attempt;
        _known = resumed.Counters;
        _sequence = resumed.Checkpoint?.Sequence ?? 0;
    }

    /// <summary>Records the newest checkpoint, unless it is on record already.</summary>
    public async Task RecordCheckpointAsync(StreamProgress progress)
    {
        if (progress.Checkpoints <= _sequence)
        {
            return;
        }

        _sequence = progress.Checkpoints;
        var checkpoint = new RecordedCheckpoint(_sequence, CountersOf(progress), $"{progress.BytesIn} bytes");
        await AskAsync(new DataStreamCommand.RecordCheckpoint(Context(RunId), RunId, _attempt, checkpoint)).ConfigureAwait(false);
    }

    /// <summary>Records that the end of the input was reached.</summary>
    public Task CompleteAsync(StreamProgress progress) =>
        AskAsync(new DataStreamCommand.Complete(Context(RunId), RunId, _attempt, CountersOf(progress)));

    /// <summary>Records that the run was stopped.</summary>
    public Task StopAsync(StreamProgress progress, string reason) =>
        AskAsync(new DataStreamCommand.Stop(Context(RunId), RunId, _attempt, CountersOf(progress), reason));

    /// <summary>Records that the run failed.</summary>
    /// <param name="error">Why.</param>
    /// <exception cref="StreamException">The failure could not be recorded; the message begins with the run's own error, which matters more.</exception>
    public async Task FailAsync(StreamException error)
    {
        var message = error.Message;
        var text = message.Length <= DataStreamLimits.TextLengthMax ? message : message[..DataStreamLimits.TextLengthMax];
        try
        {
            await AskAsync(new DataStreamCommand.Fail(Context(RunId), RunId, _attempt, text)).ConfigureAwait(false);
        }
        catch (Exception obstacle) when (obstacle is JournalException or EntityFailedException or AskTimeoutException or PipelineRunRefusedException)
        {
            throw new StreamException(error.Code, $"{message} This failure is not on record: {obstacle.Message}", error);
        }
    }

    // Counters are read while records flow, so they may be ahead of the checkpoint they are recorded with; after a crash the runtime counts
    // from the checkpoint. What is on record never goes back.
    private StreamCounters CountersOf(StreamProgress progress) => _known = new StreamCounters(
        Math.Max(_known.RecordsIn, progress.RecordsIn),
        Math.Max(_known.RecordsOut, progress.RecordsOut),
        Math.Max(_known.Errors, progress.Errors),
        Math.Max(_known.DeadLetters, progress.DeadLetters));

    private CommandContext Context(string correlationId) => new(security, clock.GetUtcNow(), correlationId);

    private async Task AskAsync(DataStreamCommand command)
    {
        // Reports are not cancelled: what happened has happened.
        var reply = await streams.AskAsync(stream, command, CancellationToken.None).ConfigureAwait(false);
        if (reply.Refusal is { } refusal)
        {
            throw new PipelineRunRefusedException(refusal);
        }
    }
}
