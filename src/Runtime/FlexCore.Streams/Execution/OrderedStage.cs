using FlexCore.Streams.Records;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Execution;

/// <summary>Everything behind the first segment, in input order: steps with state, error policies, sinks and checkpoints.</summary>
/// <remarks>
/// Runs on one task at a time. A checkpoint is taken between two chunks, when every record before it has passed all steps and sinks and none
/// behind it has reached the first step with state: source position, operator state and sink positions are one consistent cut.
/// </remarks>
internal sealed class OrderedStage
{
    private const int RowsAtOnce = 4096;

    private readonly RunContext _context;
    private readonly IRecordSource _source;
    private readonly SinkSet _sinks;
    private readonly GraphWalk _walk;
    private readonly RecentTraces _traces = new();
    private SourceRead? _processed;
    private ReadOnlyMemory<byte>? _startPosition;
    private long _checkpointTaken;
    private bool _hasChanged;
    private bool _isWithinRead;

    /// <summary>Creates the stage.</summary>
    /// <param name="context">The run.</param>
    /// <param name="source">The source, for its positions.</param>
    /// <param name="sinks">The open sinks.</param>
    /// <param name="resumed">The state to go on from, or <see langword="null"/>.</param>
    /// <param name="hurry">Set when the run is drained: steps that wait on purpose stop waiting.</param>
    public OrderedStage(RunContext context, IRecordSource source, SinkSet sinks, RunState? resumed, CancellationToken hurry)
    {
        _context = context;
        _source = source;
        _sinks = sinks;
        _walk = new GraphWalk(context.Graph.Plan, sinks, context.Counters, context.Meters, hurry);
        _checkpointTaken = context.Environment.Clock.GetTimestamp();
        if (resumed is not null)
        {
            _startPosition = resumed.Source;
            for (var i = 0; i < _walk.Stages.Count; i++)
            {
                _walk.Stages[i].Restore(resumed.Operators[i]);
            }
        }
    }

    /// <summary>
    /// How long until a checkpoint is due although no record comes, or <see langword="null"/> when none is: the input ends by itself, cannot be read
    /// again, or nothing was processed since the last one.
    /// </summary>
    public TimeSpan? CheckpointDueIn
    {
        get
        {
            if (!_hasChanged || _isWithinRead || !_context.Graph.IsLive || !_context.Graph.IsResumable)
            {
                return null;
            }

            var left = _context.Run.CheckpointInterval - _context.Environment.Clock.GetElapsedTime(_checkpointTaken);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>A fresh run begins: takes a checkpoint before the first record where a crash would lose the place.</summary>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (_startPosition is null && _source.BeginsHere && _context.Graph.IsResumable)
        {
            await CheckpointAsync(isFinished: false, cancellationToken);
        }
    }

    /// <summary>Processes the rows of a chunk, and takes a checkpoint when it is time.</summary>
    /// <param name="read">The chunk.</param>
    /// <param name="rows">Its rows after the first segment.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask ProcessAsync(SourceRead read, RecordBatch rows, CancellationToken cancellationToken)
    {
        await PassTracedAsync(read, rows, cancellationToken);
        _processed = read.IsPartial ? _processed : read;
        _isWithinRead = read.IsPartial;
        _context.Counters.AddRead(read.Chunk.Count, read.BytesIn, read.BytesRead);
        StreamInstruments.RecordsIn.Add(read.Chunk.Count);
        ReportEventTime();
        _hasChanged = true;
        await CheckpointIfDueAsync(cancellationToken);
    }

    /// <summary>Takes a checkpoint when the interval has passed and something was processed since the last one.</summary>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask CheckpointIfDueAsync(CancellationToken cancellationToken)
    {
        var clock = _context.Environment.Clock;
        if (_hasChanged && !_isWithinRead && _context.Graph.IsResumable && clock.GetElapsedTime(_checkpointTaken) >= _context.Run.CheckpointInterval)
        {
            await CheckpointAsync(isFinished: false, cancellationToken);
        }
    }

    /// <summary>The attempt ends in order: makes everything durable, with a checkpoint where the source can be read again.</summary>
    /// <param name="isFinished">Whether the input had ended, so that only publishing is left.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask EndAsync(bool isFinished, CancellationToken cancellationToken)
    {
        if (_context.Graph.IsResumable)
        {
            await CheckpointAsync(isFinished, cancellationToken);
        }
        else
        {
            await _sinks.PrepareAsync(cancellationToken);
        }
    }

    /// <summary>The input has ended: emits what the steps still hold.</summary>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        // Blank lines at the end belong to no chunk.
        _context.Counters.AddRead(0, _source.BytesIn, _source.BytesRead);
        foreach (var stage in _walk.Stages)
        {
            var hasMore = true;
            while (hasMore)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hasMore = await stage.CompleteAsync(RowsAtOnce, cancellationToken);
                await _walk.PassAsync(stage.Output, stage.Emitted, stage.Then, cancellationToken);
            }
        }

        ReportEventTime();
    }

    private async ValueTask PassTracedAsync(SourceRead read, RecordBatch rows, CancellationToken cancellationToken)
    {
        // Current while the sinks write, so that what they send or append belongs to the same trace.
        using var activity = StreamActivities.StartProcess(_context, read);
        try
        {
            await _walk.PassAsync(rows, emitted: null, _context.Graph.Plan.Then, cancellationToken);
            _traces.Add(read);
        }
        catch (Exception error)
        {
            StreamActivities.Fail(activity, error);
            throw;
        }
    }

    private async ValueTask CheckpointAsync(bool isFinished, CancellationToken cancellationToken)
    {
        using var activity = StreamActivities.StartCheckpoint(_context, _traces);
        try
        {
            await TakeCheckpointAsync(isFinished, cancellationToken);
            _traces.Clear();
        }
        catch (Exception error)
        {
            StreamActivities.Fail(activity, error);
            throw;
        }
    }

    private async ValueTask TakeCheckpointAsync(bool isFinished, CancellationToken cancellationToken)
    {
        var clock = _context.Environment.Clock;
        var started = clock.GetTimestamp();
        var counters = _context.Counters;
        var position = _processed is null && _startPosition is { } start ? start : WritePosition();
        IReadOnlyList<ReadOnlyMemory<byte>> states = isFinished ? [] : [.. _walk.Stages.Select(stage => stage.Snapshot())];
        var sinks = await _sinks.PrepareAsync(cancellationToken);
        var payload = new RunState(isFinished, counters.Values, position, states, sinks).Encode();
        var sequence = counters.Checkpoints + 1;
        var run = _context.Run;
        await _context.Environment.Checkpoints.SaveAsync(new(run.Stream, run.RunId, sequence, _context.Graph.CheckpointFingerprint, payload), cancellationToken);
        counters.SetCheckpoint(sequence, clock.GetUtcNow());
        _checkpointTaken = clock.GetTimestamp();
        _hasChanged = false;
        await _sinks.CommitAsync(cancellationToken);
        StreamInstruments.CheckpointDuration.Record(clock.GetElapsedTime(started).TotalSeconds);
        StreamInstruments.CheckpointSize.Record(payload.Length);
        StreamLog.CheckpointTaken(_context.Environment.Logger, _context.Graph.Name, sequence, counters.Values.RecordsIn, payload.Length);
    }

    private ReadOnlyMemory<byte> WritePosition()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        _source.WritePosition(_processed, output);
        return output.WrittenMemory;
    }

    private void ReportEventTime()
    {
        var stages = _walk.Stages;
        if (stages.Count > 0)
        {
            _context.Counters.SetEventTime(stages.Sum(stage => stage.LateRecords), stages.Select(stage => stage.WatermarkMs).FirstOrDefault(mark => mark is not null));
        }
    }
}
