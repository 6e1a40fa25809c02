using System.Buffers;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Operators;

/// <summary>Adds to each record the change of a number since the previous record of its key, for a unit of event time.</summary>
/// <remarks>
/// <para>The previous record is the one of the greatest event time so far. The result is null where there is none: for the first record of a key,
/// for one that is not later than the previous one (which then stays the previous one), and for one without a number (which is not remembered).</para>
/// <para>A record is forgotten when the greatest event time of all keys is more than the time to live later, or, beyond <see cref="RateOfChangePlan.MaxKeys"/>
/// keys, when it is the oldest. Touched by the runtime's operator stage only; calls never overlap.</para>
/// </remarks>
internal sealed class RateOfChangeOperator : IStatefulOperator
{
    private const byte StateVersion = 1;

    private readonly RateOfChangePlan _plan;
    private readonly KeyMemory _previous;
    private double[] _values = [];
    private long _greatest = long.MinValue;

    /// <summary>Creates the operator.</summary>
    /// <param name="plan">The step.</param>
    public RateOfChangeOperator(RateOfChangePlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(plan.PerMs);
        if (plan.TtlMs is { } ttl)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(ttl, 1);
        }

        _plan = plan;
        _previous = new KeyMemory(plan.KeySlots, plan.MaxKeys);
    }

    /// <inheritdoc/>
    public long LateRecords => 0;

    /// <inheritdoc/>
    public long? WatermarkMs => null;

    /// <summary>How many keys are remembered.</summary>
    public int Keys => _previous.Count;

    /// <inheritdoc/>
    public ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
        output.Follow(input);
        foreach (var row in input.Selection)
        {
            var cells = input.Row(row);
            var value = cells[_plan.ValueSlot];
            if (!EventTime.TryRead(cells[_plan.TimeSlot], out var time))
            {
                input.Fail(row, _plan.Step, EventTimeFailure.Invalid(cells[_plan.TimeSlot]));
            }
            else if (!value.IsNumber && !value.IsNullish)
            {
                input.Fail(row, _plan.Step, new RecordFailure("not-a-number", $"rateOfChange needs a number, but got the {value.Kind.ToString().ToLowerInvariant()} '{value}'"));
            }
            else
            {
                var emitted = output.AddFrom(input, row);
                cells.CopyTo(emitted);
                emitted[_plan.ResultSlot] = value.IsNumber ? Rate(cells, value.AsNumber(), time) : Value.Null;
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(RecordBatch output, int limit, CancellationToken cancellationToken) => new(false);

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        var state = new StateWriter(output);
        state.Byte(StateVersion);
        state.Integer(_greatest);
        _previous.Write(state, entry => state.Number(_values[entry]));
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("rateOfChange", StateVersion);
        _greatest = reader.Integer();
        for (var keys = reader.Count(); keys > 0; keys--)
        {
            var entry = _previous.ReadEntry(ref reader);
            Remember(entry, reader.Number());
        }

        reader.End();
    }

    private Value Rate(ReadOnlySpan<Value> cells, double number, long time)
    {
        if (time > _greatest)
        {
            _greatest = time;
            if (_plan.TtlMs is { } ttl)
            {
                // A record of exactly that age still counts.
                _previous.ForgetUpTo(time - ttl - 1);
            }
        }

        var entry = _previous.Find(cells, out var hash);
        if (entry < 0)
        {
            if (_plan.TtlMs is not { } limit || time >= _greatest - limit)
            {
                Remember(_previous.Add(cells, hash, time), number);
            }

            return Value.Null;
        }

        var elapsed = time - _previous.RankOf(entry);
        if (elapsed <= 0)
        {
            return Value.Null;
        }

        var change = number - _values[entry];
        _previous.Update(entry, time);
        _values[entry] = number;
        return Value.Number(change / elapsed * _plan.PerMs);
    }

    private void Remember(int entry, double number)
    {
        if (entry < 0)
        {
            return;
        }

        if (entry >= _values.Length)
        {
            Array.Resize(ref _values, _previous.Capacity);
        }

        _values[entry] = number;
    }
}
