using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Operators;

/// <summary>Holds rows back until the watermark has passed their window, and lets them out in order.</summary>
/// <remarks>
/// The watermark moves with every row, so what comes out when, and which rows are late, depends on the sequence of rows only.
/// Touched by the runtime's operator stage only; calls never overlap.
/// </remarks>
internal sealed class SortOperator : IStatefulOperator
{
    private const byte StateVersion = 1;

    private readonly SortPlan _plan;
    private readonly PriorityQueue<SortedRow, SortedRow> _waiting;
    private long _greatest = long.MinValue;
    private long _watermark = long.MinValue;
    private long _turns;

    /// <summary>Creates the operator.</summary>
    /// <param name="plan">The step.</param>
    public SortOperator(SortPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.WindowMs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.WindowMs, EventTime.LongestWindow);
        ArgumentOutOfRangeException.ThrowIfNegative(plan.LatenessMs);
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.MaxRecords, 1);
        _plan = plan;
        _waiting = new PriorityQueue<SortedRow, SortedRow>(SortedRow.OrderOf(plan.Keys));
    }

    /// <inheritdoc/>
    public long LateRecords { get; private set; }

    /// <inheritdoc/>
    public long? WatermarkMs => _greatest == long.MinValue ? null : _watermark;

    /// <inheritdoc/>
    public ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
        foreach (var row in input.Selection)
        {
            var cells = input.Row(row);
            if (!EventTime.TryRead(cells[_plan.TimeSlot], out var time))
            {
                input.Fail(row, _plan.Step, EventTimeFailure.Invalid(cells[_plan.TimeSlot]));
                continue;
            }

            // Rows that this one lets out leave first, so that it finds their room.
            if (time > _greatest)
            {
                _greatest = time;
                _watermark = time - _plan.LatenessMs;
                Release(input.OriginOf(row), output);
            }

            var start = EventTime.WindowStart(time, _plan.WindowMs);
            if (start + _plan.WindowMs <= _watermark)
            {
                ReportLate(input, row, time);
            }
            else
            {
                Hold(start, cells);
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(RecordBatch output, int limit, CancellationToken cancellationToken)
    {
        for (var room = limit; room > 0 && _waiting.TryDequeue(out var row, out _); room--)
        {
            row.Cells.CopyTo(output.Add(0));
        }

        return new ValueTask<bool>(_waiting.Count > 0);
    }

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        var state = new StateWriter(output);
        state.Byte(StateVersion);
        state.Integer(_greatest);
        state.Integer(LateRecords);
        state.Integer(_waiting.Count);
        foreach (var (row, _) in _waiting.UnorderedItems)
        {
            state.Integer(row.Start);
            state.Integer(row.Turn);
            state.Integer(row.Cells.Length);
            foreach (var cell in row.Cells)
            {
                state.Value(cell);
            }
        }
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("sort", StateVersion);
        _greatest = reader.Integer();
        _watermark = _greatest == long.MinValue ? long.MinValue : _greatest - _plan.LatenessMs;
        LateRecords = reader.Integer();
        for (var rows = reader.Count(); rows > 0; rows--)
        {
            var start = reader.Integer();
            var turn = reader.Integer();
            var cells = new Value[reader.Count()];
            if (_plan.Keys.Any(key => key.Slot >= cells.Length))
            {
                throw StateReader.Damaged("a row has too few cells");
            }

            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = reader.Value();
            }

            Enqueue(new SortedRow(start, turn, cells));
            _turns = Math.Max(_turns, turn + 1);
        }

        reader.End();
    }

    private void Release(int origin, RecordBatch output)
    {
        while (_waiting.TryPeek(out var row, out _) && row.Start + _plan.WindowMs <= _watermark)
        {
            row.Cells.CopyTo(output.Add(origin));
            _waiting.Dequeue();
        }
    }

    private void Hold(long start, ReadOnlySpan<Value> cells)
    {
        if (_waiting.Count == _plan.MaxRecords)
        {
            throw new StreamException("too-many-records", FormattableString.Invariant($"Step {_plan.Step + 1} has to hold more than {_plan.MaxRecords:N0} records to sort them. Use less lateness or smaller windows, or raise the step's maxRecords."));
        }

        var copy = new Value[cells.Length];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = cells[i].Detach();
        }

        Enqueue(new SortedRow(start, _turns++, copy));
    }

    private void Enqueue(SortedRow row) => _waiting.Enqueue(row, row);

    private void ReportLate(RecordBatch input, int row, long time)
    {
        LateRecords++;
        if (_plan.Late != LatePolicy.Drop)
        {
            input.Fail(row, _plan.Step, EventTimeFailure.Late(time, _watermark));
        }
    }
}
