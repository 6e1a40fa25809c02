using System.Buffers;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Observation;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Execution;

/// <summary>One step with state and the stateless steps behind it. Used by the ordered stage alone.</summary>
internal sealed class StatefulStage
{
    private readonly IStatefulOperator _operator;
    private readonly SegmentRun _next;
    private readonly OperatorMeter _meter;
    private readonly TimeProvider _clock;

    /// <summary>Creates the stage with empty state.</summary>
    /// <param name="plan">What it does.</param>
    /// <param name="meters">Takes what it does.</param>
    /// <param name="hurry">Set when the run is drained.</param>
    public StatefulStage(StatefulPlan plan, RunMeters meters, CancellationToken hurry)
    {
        _operator = plan.Create();
        (_operator as IPacedOperator)?.Pace(meters.Clock, hurry);
        _next = plan.Next.Instantiate(meters);
        _meter = meters.Steps[plan.Step];
        _clock = meters.Clock;
        Output = new RecordBatch(plan.Next.Width);
        Emitted = plan.Emitted;
        Then = plan.Then;
    }

    /// <summary>The rows as the step emits them.</summary>
    public RecordLayout Emitted { get; }

    /// <summary>Where the rows go behind the stateless steps.</summary>
    public EndPlan Then { get; }

    /// <summary>The rows that the last call emitted, after the stateless steps.</summary>
    public RecordBatch Output { get; }

    /// <summary>Late records so far.</summary>
    public long LateRecords => _operator.LateRecords;

    /// <summary>The watermark, if the step has one.</summary>
    public long? WatermarkMs => _operator.WatermarkMs;

    /// <summary>Takes rows.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    public async ValueTask ProcessAsync(RecordBatch input, CancellationToken cancellationToken)
    {
        Output.Clear();
        var duplicates = _operator.Duplicates;
        var (started, rows, failures) = (_clock.GetTimestamp(), input.SelectedCount, input.Failures.Count);
        await _operator.ProcessAsync(input, Output, cancellationToken);
        _meter.AddIn(rows);
        _meter.AddErrors(input.Failures.Count - failures);
        CountOutput(started);
        if (_operator.Duplicates > duplicates)
        {
            StreamInstruments.Duplicates.Add(_operator.Duplicates - duplicates);
        }

        ApplyNext();
    }

    /// <summary>Emits what is still held.</summary>
    /// <param name="limit">About how many rows at once.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    /// <returns>Whether there is more.</returns>
    public async ValueTask<bool> CompleteAsync(int limit, CancellationToken cancellationToken)
    {
        Output.Clear();
        var started = _clock.GetTimestamp();
        var hasMore = await _operator.CompleteAsync(Output, limit, cancellationToken);
        CountOutput(started);
        ApplyNext();
        return hasMore;
    }

    /// <summary>The state.</summary>
    public ReadOnlyMemory<byte> Snapshot()
    {
        var state = new ArrayBufferWriter<byte>();
        _operator.Snapshot(state);
        return state.WrittenMemory;
    }

    /// <summary>Takes over a state.</summary>
    /// <param name="state">What <see cref="Snapshot"/> gave.</param>
    public void Restore(ReadOnlyMemory<byte> state) => _operator.Restore(new ReadOnlySequence<byte>(state));

    private void ApplyNext()
    {
        if (Output.SelectedCount == 0)
        {
            return;
        }

        _next.Apply(Output);
    }

    private void CountOutput(long started)
    {
        if (_operator is IPacedOperator)
        {
            _meter.AddHeld(_clock.GetElapsedTime(started));
        }
        else
        {
            _meter.AddBusy(_clock.GetElapsedTime(started));
        }

        _meter.AddOut(Output.SelectedCount);
        if (_meter.Tap.IsActive)
        {
            _meter.Tap.Offer(Output);
        }
    }
}
