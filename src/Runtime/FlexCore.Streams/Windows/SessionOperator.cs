using System.Buffers;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Grouping;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Time;

namespace FlexCore.Streams.Windows;

/// <summary>Session windows in event time.</summary>
/// <remarks>
/// <para>A record belongs to the open session of its key within whose time it falls, else to the earliest one that it is less than the gap away from and does
/// not make longer than allowed, else it begins one; where it closes the gap between two sessions they become one. A session ends when the watermark, which moves with every record, reaches its last
/// record plus the gap. A record is late when it joins no session and its own would have ended.</para>
/// <para>Sessions that end with the same record come out in the order of their start, then of their key. Touched by the runtime's operator stage only;
/// calls never overlap.</para>
/// </remarks>
internal sealed class SessionOperator : IStatefulOperator
{
    private const byte StateVersion = 1;
    private const int Bounds = 2;

    private readonly SessionPlan _plan;
    private readonly KeyedRows _rows;
    private readonly WatermarkClock _clock;
    private readonly SessionTable _sessions;
    private readonly NumberedGroups _groups;
    private readonly List<int> _ended = [];
    private readonly List<int> _endedBy = [];
    private int[]? _last;
    private int _lastPosition;

    /// <summary>Creates the operator.</summary>
    /// <param name="plan">The step.</param>
    /// <param name="maxGroups">The most sessions at a time.</param>
    public SessionOperator(SessionPlan plan, int maxGroups = KeyedRows.MaxGroups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.GapMs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.GapMs, EventTime.LongestWindow);
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.MaxMs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plan.MaxMs, EventTime.LongestWindow);
        ArgumentOutOfRangeException.ThrowIfNegative(plan.LatenessMs);
        _plan = plan;
        _rows = new KeyedRows(plan.Keyed, maxGroups);
        _clock = new WatermarkClock(plan.LatenessMs);
        _sessions = new SessionTable(plan.Keyed.KeySlots, plan.GapMs, plan.MaxMs);
        _groups = new NumberedGroups(plan.Keyed);
    }

    /// <inheritdoc/>
    public long LateRecords { get; private set; }

    /// <inheritdoc/>
    public long? WatermarkMs => _clock.Known;

    /// <inheritdoc/>
    public async ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
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

            if (_clock.Advance(time))
            {
                _sessions.EndUpTo(_clock.Watermark, _ended);
                MarkEnded(input.OriginOf(row));
            }

            var session = Assign(input, row, time);
            if (session >= 0 && _sessions.Neighbour(session) is >= 0 and var neighbour)
            {
                // Rows of this batch that belong to either session are added before their aggregates become one.
                await _groups.ApplyAsync(input, _sessions.Capacity);
                Unite(session, neighbour);
            }
        }

        await _groups.ApplyAsync(input, _sessions.Capacity);
        EmitEnded(output);
        _rows.CheckLimit(_sessions.OpenCount);
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(RecordBatch output, int limit, CancellationToken cancellationToken)
    {
        _last ??= _sessions.InOrder();
        for (var room = limit; room > 0 && _lastPosition < _last.Length; room--)
        {
            Emit(_last[_lastPosition++], 0, output);
        }

        return new ValueTask<bool>(_lastPosition < _last.Length);
    }

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        if (_last is not null)
        {
            throw new InvalidOperationException("A session window step cannot be snapshotted while it emits its last windows.");
        }

        var state = new StateWriter(output);
        state.Byte(StateVersion);
        state.Integer(_clock.Greatest);
        state.Integer(LateRecords);
        state.Integer(_sessions.OpenCount);
        foreach (var session in _sessions.Open)
        {
            _sessions.Write(session, state);
            _groups.Write(session, state);
        }
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("session window", StateVersion);
        _clock.Restore(reader.Integer());
        LateRecords = reader.Integer();
        for (var sessions = reader.Count(); sessions > 0; sessions--)
        {
            _groups.Read(_sessions.Read(ref reader), ref reader);
        }

        reader.End();
    }

    private int Assign(RecordBatch input, int row, long time)
    {
        var cells = input.Row(row);
        var key = _sessions.FindKey(cells, out var hash);
        var session = _sessions.Join(key, time);
        if (session < 0)
        {
            if (time + _plan.GapMs <= _clock.Watermark)
            {
                ReportLate(input, row, time);
                return -1;
            }

            session = _sessions.Begin(key, hash, cells, time);
        }

        _groups.Assign(row, hash, session);
        return session;
    }

    private void Unite(int session, int neighbour)
    {
        _groups.Merge(session, neighbour);
        _groups.Clear(neighbour);
        _sessions.Absorb(session, neighbour);
        _sessions.Free(neighbour);
    }

    private void MarkEnded(int origin)
    {
        while (_endedBy.Count < _ended.Count)
        {
            _endedBy.Add(origin);
        }
    }

    private void EmitEnded(RecordBatch output)
    {
        for (var i = 0; i < _ended.Count; i++)
        {
            Emit(_ended[i], _endedBy[i], output);
            _groups.Clear(_ended[i]);
        }

        foreach (var session in _ended)
        {
            _sessions.Free(session);
        }

        _ended.Clear();
        _endedBy.Clear();
    }

    private void Emit(int session, int origin, RecordBatch output)
    {
        var cells = output.Add(origin);
        cells[0] = IsoTime.Write(_sessions.StartOf(session));
        cells[1] = IsoTime.Write(_sessions.EndOf(session));
        var key = _sessions.KeyOf(session);
        key.CopyTo(cells[Bounds..]);
        _groups.Emit(session, cells[(Bounds + key.Length)..]);
    }

    private void ReportLate(RecordBatch input, int row, long time)
    {
        LateRecords++;
        if (_plan.Late != LatePolicy.Drop)
        {
            input.Fail(row, _plan.Keyed.Step, EventTimeFailure.Late(time, _clock.Watermark));
        }
    }
}
