using System.Buffers;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Windows;

/// <summary>Sliding windows in event time, put together from panes.</summary>
/// <remarks>
/// <para>A pane is as long as the greatest common divisor of the windows' length and distance, so each window is a whole number of panes and each record
/// is added to one pane only, however many windows it is in. A window that closes merges its panes. A pane goes when its last window has closed.</para>
/// <para>The watermark moves with every record. A record counts in those of its windows that are still open; it is late when none is.
/// Windows come out in the order of their start, their groups in key order. Touched by the runtime's operator stage only; calls never overlap.</para>
/// </remarks>
internal sealed class SlidingOperator : IStatefulOperator
{
    private const byte StateVersion = 1;

    private readonly WindowPlan _plan;
    private readonly long _paneMs;
    private readonly KeyedRows _rows;
    private readonly WatermarkClock _clock;
    private readonly SortedList<long, Pane> _panes = [];
    private readonly PaneEmission _emission = new();
    private Pane? _current;
    private long _nextStart = long.MinValue;
    private long _nextClose = long.MaxValue;
    private bool _isCompleting;

    /// <summary>Creates the operator.</summary>
    /// <param name="plan">The step.</param>
    /// <param name="maxGroups">The most groups over all panes.</param>
    public SlidingOperator(WindowPlan plan, int maxGroups = KeyedRows.MaxGroups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.EveryMs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.SizeMs, plan.EveryMs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.SizeMs, EventTime.LongestWindow);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.PanesPerWindow, PipelineLimits.MaxPanes);
        ArgumentOutOfRangeException.ThrowIfNegative(plan.LatenessMs);
        _plan = plan;
        _paneMs = plan.PaneMs;
        _rows = new KeyedRows(plan.Keyed, maxGroups);
        _clock = new WatermarkClock(plan.LatenessMs);
    }

    /// <inheritdoc/>
    public long LateRecords { get; private set; }

    /// <inheritdoc/>
    public long? WatermarkMs => _clock.Known;

    /// <inheritdoc/>
    public async ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
        _rows.Begin(input);
        for (var i = 0; i < input.SelectedCount; i++)
        {
            var row = input.Selection[i];
            if (!EventTime.TryRead(input.Row(row)[_plan.TimeSlot], out var time))
            {
                input.Fail(row, _plan.Keyed.Step, EventTimeFailure.Invalid(input.Row(row)[_plan.TimeSlot]));
                continue;
            }

            if (!_rows.Accepts(input, row))
            {
                continue;
            }

            // Panes of a closing window can get later rows of this batch for their other windows, so the rows before this one are added first.
            if (_clock.Advance(time) && _clock.Watermark >= _nextClose)
            {
                await _rows.ApplyAsync(input);
                Close(input.OriginOf(row), output);
            }

            Assign(input, row, time);
        }

        await _rows.ApplyAsync(input);
        CheckLimit();
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(RecordBatch output, int limit, CancellationToken cancellationToken)
    {
        _isCompleting = true;
        var room = limit;
        while (room > 0)
        {
            if (_emission.IsEmpty)
            {
                if (FirstOpenWindow() is not { } start)
                {
                    return new ValueTask<bool>(false);
                }

                _emission.Start(WindowAt(start), Bounds(start));
                _nextStart = start + _plan.EveryMs;
            }

            room -= _emission.Continue(room, output);
        }

        return new ValueTask<bool>(true);
    }

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        if (_isCompleting)
        {
            throw new InvalidOperationException("A sliding window step cannot be snapshotted while it emits its last windows.");
        }

        var state = new StateWriter(output);
        state.Byte(StateVersion);
        state.Integer(_clock.Greatest);
        state.Integer(LateRecords);
        state.Integer(_panes.Count);
        foreach (var pane in _panes.Values)
        {
            state.Integer(pane.Start);
            pane.Write(state);
        }
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("sliding window", StateVersion);
        _clock.Restore(reader.Integer());
        LateRecords = reader.Integer();
        for (var panes = reader.Count(); panes > 0; panes--)
        {
            var start = reader.Integer();
            if (_panes.ContainsKey(start))
            {
                throw StateReader.Damaged("a pane occurs twice");
            }

            Open(start).Read(ref reader);
        }

        reader.End();
    }

    private void Assign(RecordBatch input, int row, long time)
    {
        var pane = _current;
        if (pane is null || time < pane.Start || time >= pane.End)
        {
            if (EventTime.WindowStart(time, _plan.EveryMs) + _plan.SizeMs <= _clock.Watermark)
            {
                ReportLate(input, row, time);
                return;
            }

            var start = EventTime.WindowStart(time, _paneMs);
            pane = _current = _panes.TryGetValue(start, out var known) ? known : Open(start);
        }

        _rows.Assign(input.Row(row), row, pane);
    }

    private Pane Open(long start)
    {
        var pane = new Pane(_plan.Keyed, start, start + _paneMs);
        _panes.Add(start, pane);
        SkipClosed();
        _nextClose = Math.Min(_nextClose, FirstWindowOf(pane) + _plan.SizeMs);
        return pane;
    }

    private void Close(int origin, RecordBatch output)
    {
        while (FirstOpenWindow() is { } start && start + _plan.SizeMs <= _clock.Watermark)
        {
            KeyedRows.Emit(WindowAt(start).Sorted(), Bounds(start), origin, output);
            _nextStart = start + _plan.EveryMs;
        }

        SkipClosed();
        _current = null;
        _nextClose = FirstOpenWindow() is { } next ? next + _plan.SizeMs : long.MaxValue;
    }

    // Windows that closed while they were empty never come out, even if a record for one of their panes comes later.
    private void SkipClosed()
    {
        if (_clock.Known is { } watermark)
        {
            _nextStart = Math.Max(_nextStart, EventTime.WindowStart(watermark - _plan.SizeMs, _plan.EveryMs) + _plan.EveryMs);
        }
    }

    // The start of the first window that is open and not empty; panes that are in no open window any more go.
    private long? FirstOpenWindow()
    {
        while (_panes.Count > 0)
        {
            var start = FirstWindowOf(_panes.Values[0]);
            if (start <= _panes.Values[0].Start)
            {
                return start;
            }

            _panes.RemoveAt(0);
        }

        return null;
    }

    private long FirstWindowOf(Pane pane) =>
        Math.Max(_nextStart, EventTime.WindowStart(pane.End - _plan.SizeMs + _plan.EveryMs - 1, _plan.EveryMs));

    private Pane WindowAt(long start)
    {
        // All panes before the window are gone.
        var end = start + _plan.SizeMs;
        if (_panes.Count == 1 || _panes.Keys[1] >= end)
        {
            return _panes.Values[0];
        }

        var window = new Pane(_plan.Keyed, start, end);
        for (var i = 0; i < _panes.Count && _panes.Keys[i] < end; i++)
        {
            window.Merge(_panes.Values[i]);
        }

        return window;
    }

    private void ReportLate(RecordBatch input, int row, long time)
    {
        LateRecords++;
        if (_plan.Late != LatePolicy.Drop)
        {
            input.Fail(row, _plan.Keyed.Step, EventTimeFailure.Late(time, _clock.Watermark));
        }
    }

    private void CheckLimit()
    {
        var groups = 0L;
        foreach (var pane in _panes.Values)
        {
            groups += pane.Count;
        }

        _rows.CheckLimit(groups);
    }

    private Value[] Bounds(long start) => [IsoTime.Write(start), IsoTime.Write(start + _plan.SizeMs)];
}
