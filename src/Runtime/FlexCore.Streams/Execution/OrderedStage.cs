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
    private readonly StatefulStage[] _stages;
    private readonly FailureHandler _failures;
    private SourceRead? _processed;
    private ReadOnlyMemory<byte>? _startPosition;
    private long _checkpointTaken;
    private bool _hasChanged;

    /// <summary>Creates the stage.</summary>
    /// <param name="context">The run.</param>
    /// <param name="source">The source, for its positions.</param>
    /// <param name="sinks">The open sinks.</param>
    /// <param name="resumed">The state to go on from, or <see langword="null"/>.</param>
    public OrderedStage(RunContext context, IRecordSource source, SinkSet sinks, RunState? resumed)
    {
        _context = context;
        _source = source;
        _sinks = sinks;
        _failures = new FailureHandler(context.Graph.Plan.Failures, context.Counters);
        _stages = [.. context.Graph.Plan.Stateful.Select(plan => new StatefulStage(plan))];
        _checkpointTaken = context.Environment.Clock.GetTimestamp();
        if (resumed is not null)
        {
            _startPosition = resumed.Source;
            for (var i = 0; i < _stages.Length; i++)
            {
                _stages[i].Restore(resumed.Operators[i]);
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
            if (!_hasChanged || !_context.Graph.IsLive || !_context.Graph.IsResumable)
            {
                return null;
            }

            var left = _context.Run.CheckpointInterval - _context.Environment.Clock.GetElapsedTime(_checkpointTaken);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Processes the rows of a chunk, and takes a checkpoint when it is time.</summary>
    /// <param name="read">The chunk.</param>
    /// <param name="rows">Its rows after the first segment.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask ProcessAsync(SourceRead read, RecordBatch rows, CancellationToken cancellationToken)
    {
        await PassOnAsync(rows, fromStage: 0, cancellationToken);
        _processed = read;
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
        if (_hasChanged && _context.Graph.IsResumable && clock.GetElapsedTime(_checkpointTaken) >= _context.Run.CheckpointInterval)
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
        for (var i = 0; i < _stages.Length; i++)
        {
            var hasMore = true;
            while (hasMore)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hasMore = await _stages[i].CompleteAsync(RowsAtOnce, cancellationToken);
                await PassOnAsync(_stages[i].Output, i + 1, cancellationToken);
            }
        }

        ReportEventTime();
    }

    private async ValueTask CheckpointAsync(bool isFinished, CancellationToken cancellationToken)
    {
        var clock = _context.Environment.Clock;
        var started = clock.GetTimestamp();
        var counters = _context.Counters;
        var position = _processed is null && _startPosition is { } start ? start : WritePosition();
        IReadOnlyList<ReadOnlyMemory<byte>> states = isFinished ? [] : [.. _stages.Select(stage => stage.Snapshot())];
        var sinks = await _sinks.PrepareAsync(cancellationToken);
        var payload = new RunState(isFinished, counters.Values, position, states, sinks).Encode();
        var sequence = counters.Checkpoints + 1;
        var run = _context.Run;
        await _context.Environment.Checkpoints.SaveAsync(new(run.Stream, run.RunId, sequence, _context.Graph.Fingerprint, payload), cancellationToken);
        counters.SetCheckpoint(sequence);
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

    // Failures are collected after the next step with state has looked at the rows, because it may report some of them as late.
    private async ValueTask PassOnAsync(RecordBatch rows, int fromStage, CancellationToken cancellationToken)
    {
        var emitted = fromStage > 0 ? _stages[fromStage - 1].Emitted : null;
        for (var i = fromStage; i < _stages.Length; i++)
        {
            await _stages[i].ProcessAsync(rows, cancellationToken);
            _failures.Collect(rows, emitted);
            (rows, emitted) = (_stages[i].Output, _stages[i].Emitted);
        }

        _failures.Collect(rows, emitted);
        _failures.Resolve();
        if (rows.SelectedCount > 0)
        {
            await _sinks.WriteAsync(rows, cancellationToken);
            _context.Counters.AddWritten(rows.SelectedCount);
            StreamInstruments.RecordsOut.Add(rows.SelectedCount);
        }

        var deadLetters = _failures.DeadLetters;
        if (deadLetters.SelectedCount > 0)
        {
            await _sinks.WriteDeadLettersAsync(deadLetters, cancellationToken);
            _context.Counters.AddDeadLetters(deadLetters.SelectedCount);
            StreamInstruments.DeadLetters.Add(deadLetters.SelectedCount);
        }
    }

    private void ReportEventTime()
    {
        if (_stages.Length > 0)
        {
            _context.Counters.SetEventTime(_stages.Sum(stage => stage.LateRecords), _stages[0].WatermarkMs);
        }
    }
}
