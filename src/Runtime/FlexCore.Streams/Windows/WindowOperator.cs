using System.Buffers;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Windows;

/// <summary>Tumbling windows in event time.</summary>
/// <remarks>
/// <para>The watermark moves with every record (greatest time so far minus the lateness), not with batches, so which records are late and which windows are
/// closed depends on the sequence of records only. A window closes when the watermark reaches its end; windows come out in the order
/// of their start, their groups in key order.</para>
/// <para>Touched by the runtime's operator stage only; calls never overlap.</para>
/// </remarks>
internal sealed class WindowOperator : IStatefulOperator
{
    private const byte StateVersion = 1;

    private readonly WindowPlan _plan;
    private readonly KeyedRows _rows;
    private readonly SortedList<long, Pane> _open = [];
    private readonly List<(Pane Pane, int Origin)> _closed = [];
    private readonly PaneEmission _emission = new();
    private Pane? _current;
    private long _greatest = long.MinValue;
    private long _watermark = long.MinValue;
    private long _nextClose = long.MaxValue;

    /// <summary>Creates the operator.</summary>
    /// <param name="plan">The step.</param>
    /// <param name="maxGroups">The most groups over all open windows.</param>
    public WindowOperator(WindowPlan plan, int maxGroups = KeyedRows.MaxGroups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.SizeMs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.SizeMs, EventTime.LongestWindow);
        ArgumentOutOfRangeException.ThrowIfNegative(plan.LatenessMs);
        _plan = plan;
        _rows = new KeyedRows(plan.Keyed, maxGroups);
    }

    /// <inheritdoc/>
    public long LateRecords { get; private set; }

    /// <inheritdoc/>
    public long? WatermarkMs => _greatest == long.MinValue ? null : _watermark;

    /// <inheritdoc/>
    public async ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
        _rows.Begin(input);
        AssignAll(input);
        await _rows.ApplyAsync(input);
        CheckLimit();
        foreach (var (pane, origin) in _closed)
        {
            KeyedRows.Emit(pane.Sorted(), Bounds(pane), origin, output);
        }

        _closed.Clear();
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(RecordBatch output, int limit, CancellationToken cancellationToken)
    {
        var room = limit;
        while (room > 0)
        {
            if (_emission.IsEmpty)
            {
                if (_open.Count == 0)
                {
                    return new ValueTask<bool>(false);
                }

                _emission.Start(_open.Values[0], Bounds(_open.Values[0]));
                _open.RemoveAt(0);
                _current = null;
            }

            room -= _emission.Continue(room, output);
        }

        return new ValueTask<bool>(!_emission.IsEmpty || _open.Count > 0);
    }

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        if (!_emission.IsEmpty)
        {
            throw new InvalidOperationException("A window step cannot be snapshotted while it emits its last windows.");
        }

        var state = new StateWriter(output);
        state.Byte(StateVersion);
        state.Integer(_greatest);
        state.Integer(LateRecords);
        state.Integer(_open.Count);
        foreach (var pane in _open.Values)
        {
            state.Integer(pane.Start);
            pane.Write(state);
        }
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("window", StateVersion);
        _greatest = reader.Integer();
        _watermark = _greatest == long.MinValue ? long.MinValue : _greatest - _plan.LatenessMs;
        LateRecords = reader.Integer();
        for (var panes = reader.Count(); panes > 0; panes--)
        {
            var start = reader.Integer();
            if (_open.ContainsKey(start))
            {
                throw StateReader.Damaged("a window occurs twice");
            }

            Open(start).Read(ref reader);
        }

        reader.End();
    }

    private void AssignAll(RecordBatch input)
    {
        foreach (var row in input.Selection)
        {
            var cells = input.Row(row);
            if (!EventTime.TryRead(cells[_plan.TimeSlot], out var time))
            {
                input.Fail(row, _plan.Keyed.Step, EventTimeFailure.Invalid(cells[_plan.TimeSlot]));
                continue;
            }

            if (!_rows.Accepts(input, row))
            {
                continue;
            }

            if (time > _greatest)
            {
                Advance(time, input.OriginOf(row));
            }

            var pane = _current;
            if (pane is null || time < pane.Start || time >= pane.End)
            {
                pane = Locate(time);
                if (pane is null)
                {
                    ReportLate(input, row, time);
                    continue;
                }
            }

            _rows.Assign(cells, row, pane);
        }
    }

    private void Advance(long time, int origin)
    {
        _greatest = time;
        _watermark = time - _plan.LatenessMs;
        if (_watermark < _nextClose)
        {
            return;
        }

        while (_open.Count > 0 && _open.Values[0].End <= _watermark)
        {
            _closed.Add((_open.Values[0], origin));
            _open.RemoveAt(0);
        }

        _current = null;
        _nextClose = _open.Count > 0 ? _open.Values[0].End : long.MaxValue;
    }

    private Pane? Locate(long time)
    {
        var start = EventTime.WindowStart(time, _plan.SizeMs);
        if (start + _plan.SizeMs <= _watermark)
        {
            return null;
        }

        _current = _open.TryGetValue(start, out var pane) ? pane : Open(start);
        return _current;
    }

    private Pane Open(long start)
    {
        var pane = new Pane(_plan.Keyed, start, start + _plan.SizeMs);
        _open.Add(start, pane);
        _nextClose = Math.Min(_nextClose, pane.End);
        return pane;
    }

    private void ReportLate(RecordBatch input, int row, long time)
    {
        LateRecords++;
        if (_plan.Late != LatePolicy.Drop)
        {
            input.Fail(row, _plan.Keyed.Step, EventTimeFailure.Late(time, _watermark));
        }
    }

    private void CheckLimit()
    {
        var groups = 0L;
        foreach (var pane in _open.Values)
        {
            groups += pane.Count;
        }

        _rows.CheckLimit(groups);
    }

    private static Value[] Bounds(Pane pane) => [IsoTime.Write(pane.Start), IsoTime.Write(pane.End)];
}
