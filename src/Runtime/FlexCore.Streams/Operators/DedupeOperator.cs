using System.Buffers;
using FlexCore.Streams.Keys;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;
using FlexCore.Streams.Time;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Operators;

/// <summary>Drops records whose key was seen before.</summary>
/// <remarks>
/// <para>With a time to live, a record is a duplicate when a kept record of its key is less than that away in event time, before or after. A kept
/// record is remembered until the greatest event time so far is that much later; a record that is older than that when it comes is compared with
/// what is remembered, but not remembered itself. Without a time to live a key is remembered until <see cref="DedupePlan.MaxKeys"/> newer ones came.</para>
/// <para>Touched by the runtime's operator stage only; calls never overlap.</para>
/// </remarks>
internal sealed class DedupeOperator : IStatefulOperator
{
    private const byte StateVersion = 1;

    private readonly DedupePlan _plan;
    private readonly KeyMemory _seen;
    private long _greatest = long.MinValue;

    /// <summary>Creates the operator.</summary>
    /// <param name="plan">The step.</param>
    public DedupeOperator(DedupePlan plan)
    {
        if (plan.TtlMs is { } ttl)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(ttl, 1);
        }

        _plan = plan;
        _seen = new KeyMemory(plan.KeySlots, plan.MaxKeys);
    }

    /// <inheritdoc/>
    public long LateRecords => 0;

    /// <inheritdoc/>
    public long? WatermarkMs => null;

    /// <inheritdoc/>
    public long Duplicates { get; private set; }

    /// <summary>How many keys are remembered.</summary>
    public int Keys => _seen.Count;

    /// <inheritdoc/>
    public ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
        output.Follow(input);
        foreach (var row in input.Selection)
        {
            var cells = input.Row(row);
            var time = 0L;
            if (_plan.TtlMs is not null && !EventTime.TryRead(cells[_plan.TimeSlot], out time))
            {
                input.Fail(row, _plan.Step, EventTimeFailure.Invalid(cells[_plan.TimeSlot]));
                continue;
            }

            if (_plan.TtlMs is { } ttl ? IsNew(cells, time, ttl) : IsNew(cells))
            {
                cells.CopyTo(output.AddFrom(input, row));
            }
            else
            {
                Duplicates++;
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
        state.Integer(Duplicates);
        _seen.Write(state, static _ => { });
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("dedupe", StateVersion);
        _greatest = reader.Integer();
        Duplicates = reader.Integer();
        for (var keys = reader.Count(); keys > 0; keys--)
        {
            _seen.ReadEntry(ref reader);
        }

        reader.End();
    }

    private bool IsNew(ReadOnlySpan<Value> cells)
    {
        if (_seen.Find(cells, out var hash) >= 0)
        {
            return false;
        }

        _seen.Add(cells, hash, 0);
        return true;
    }

    private bool IsNew(ReadOnlySpan<Value> cells, long time, long ttl)
    {
        if (time > _greatest)
        {
            _greatest = time;
            _seen.ForgetUpTo(time - ttl);
        }

        var known = _seen.Find(cells, out var hash);
        if (known >= 0)
        {
            // What is remembered is never a whole time to live older than the greatest time, so only the past is open.
            return time <= _seen.RankOf(known) - ttl;
        }

        if (time > _greatest - ttl)
        {
            _seen.Add(cells, hash, time);
        }

        return true;
    }
}
