using System.Buffers;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Records;
using FlexCore.Streams.Sinks;

namespace FlexCore.Streams.Execution;

/// <summary>All sinks of a run, the dead-letter sink included. Used by the ordered stage alone.</summary>
/// <param name="meters">Takes what each sink does.</param>
internal sealed class SinkSet(RunMeters meters) : IAsyncDisposable
{
    private readonly List<IRecordSink> _sinks = [];
    private IRecordSink? _deadLetter;

    /// <summary>Counts rows that sinks refuse; without it a refused row ends the run.</summary>
    public RunCounters? Counters { get; init; }

    /// <summary>Makes and opens the sinks.</summary>
    /// <param name="plan">The graph.</param>
    /// <param name="run">The run.</param>
    /// <param name="states">Their states, or nothing for a new run.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public async ValueTask OpenAsync(GraphPlan plan, SinkStart run, IReadOnlyList<ReadOnlyMemory<byte>>? states, CancellationToken cancellationToken)
    {
        var plans = plan.Failures.DeadLetter is { } deadLetter ? plan.Sinks.Append(deadLetter) : plan.Sinks;
        foreach (var sinkPlan in plans)
        {
            var sink = sinkPlan.Create();
            var index = _sinks.Count;
            _sinks.Add(sink);
            await sink.OpenAsync(run with { State = states?[index], Rejections = RejectionsOf(sinkPlan, plan.Failures) }, cancellationToken);
        }

        _deadLetter = plan.Failures.DeadLetter is null ? null : _sinks[^1];
    }

    /// <summary>Writes rows.</summary>
    /// <param name="sinks">The sinks that get them, by index.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask WriteAsync(IReadOnlyList<int> sinks, RecordBatch rows, CancellationToken cancellationToken)
    {
        foreach (var sink in sinks)
        {
            await WriteOneAsync(sink, rows, cancellationToken);
        }
    }

    /// <summary>Writes dead letters.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    public ValueTask WriteDeadLettersAsync(RecordBatch rows, CancellationToken cancellationToken) =>
        _deadLetter is not null ? WriteOneAsync(_sinks.Count - 1, rows, cancellationToken) : throw new InvalidOperationException("The graph has dead letters but no dead-letter sink.");

    private IRowRejections RejectionsOf(SinkPlan sink, FailurePlan failures) => Counters is { } counters && !ReferenceEquals(sink, failures.DeadLetter)
        ? new RowRejections(sink.Name, failures.Source, counters, WriteDeadLettersAsync)
        : FailingRejections.Instance;

    /// <summary>Makes everything durable.</summary>
    /// <param name="cancellationToken">Set on abort.</param>
    /// <returns>The states, in the order of the sinks.</returns>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> PrepareAsync(CancellationToken cancellationToken)
    {
        var states = new List<ReadOnlyMemory<byte>>(_sinks.Count);
        foreach (var sink in _sinks)
        {
            var state = new ArrayBufferWriter<byte>();
            var started = meters.Clock.GetTimestamp();
            await sink.PrepareAsync(state, cancellationToken);
            meters.Sinks[states.Count].AddBusy(meters.Clock.GetElapsedTime(started));
            states.Add(state.WrittenMemory);
        }

        return states;
    }

    /// <summary>Tells that the checkpoint with the states of the last <see cref="PrepareAsync"/> is durable.</summary>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        foreach (var sink in _sinks)
        {
            await sink.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Publishes the results.</summary>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (var sink in _sinks)
        {
            await sink.CompleteAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var sink in _sinks)
        {
            await sink.DisposeAsync();
        }
    }

    private async ValueTask WriteOneAsync(int sink, RecordBatch rows, CancellationToken cancellationToken)
    {
        var meter = meters.Sinks[sink];
        var (started, count) = (meters.Clock.GetTimestamp(), rows.SelectedCount);
        if (meter.Tap.IsActive)
        {
            meter.Tap.Offer(rows);
        }

        meter.AddIn(count);
        await _sinks[sink].WriteAsync(rows, cancellationToken);
        meter.AddOut(count);
        meter.AddBusy(meters.Clock.GetElapsedTime(started));
    }
}
