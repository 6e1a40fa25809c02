using System.Buffers;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;

namespace FlexCore.Streams.UserOperators;

/// <summary>A program's own operator with state, as a step.</summary>
/// <remarks>Rows pass through as copies on which the operator works. Touched by the runtime's operator stage only; calls never overlap.</remarks>
internal sealed class UserOperator : IStatefulOperator
{
    private const byte StateVersion = 1;

    private readonly StatefulRecordOperator _operator;
    private readonly UserRows _rows;
    private readonly string _name;

    /// <summary>Creates the step with empty state.</summary>
    /// <param name="inner">The operator.</param>
    /// <param name="writes">The written fields' cells before and behind the step.</param>
    /// <param name="step">The step's index and its name in messages.</param>
    /// <param name="name">The operator's name.</param>
    public UserOperator(StatefulRecordOperator inner, (int Previous, int Slot)[] writes, (int Index, string Name) step, string name)
    {
        _operator = inner;
        _name = name;
        _rows = new UserRows(inner.Process, writes, step, name, isStateful: true);
    }

    /// <inheritdoc/>
    public long LateRecords => 0;

    /// <inheritdoc/>
    public long? WatermarkMs => null;

    /// <inheritdoc/>
    public ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
        PassingRows.Copy(input, output);
        _rows.Apply(output);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(RecordBatch output, int limit, CancellationToken cancellationToken) => new(false);

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        var state = new StateWriter(output);
        state.Byte(StateVersion);
        _operator.Snapshot(new OperatorStateWriter(state));
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version(_name, StateVersion);
        var content = new OperatorStateReader(reader);
        _operator.Restore(ref content);
        content.End();
    }
}
