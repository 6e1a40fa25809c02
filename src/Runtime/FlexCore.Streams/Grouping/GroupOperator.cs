using System.Buffers;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;

namespace FlexCore.Streams.Grouping;

/// <summary>Groups over the whole input; the groups come out at its end, in key order.</summary>
/// <remarks>Touched by the runtime's operator stage only; calls never overlap.</remarks>
internal sealed class GroupOperator : IStatefulOperator
{
    private const byte StateVersion = 1;

    private readonly KeyedRows _rows;
    private readonly Pane _pane;
    private readonly PaneEmission _emission = new();
    private bool _completing;

    /// <summary>Creates the operator.</summary>
    /// <param name="plan">The step.</param>
    /// <param name="maxGroups">The most groups.</param>
    public GroupOperator(KeyedPlan plan, int maxGroups = KeyedRows.MaxGroups)
    {
        _rows = new KeyedRows(plan, maxGroups);
        _pane = new Pane(plan, 0, 0);
    }

    /// <inheritdoc/>
    public long LateRecords => 0;

    /// <inheritdoc/>
    public long? WatermarkMs => null;

    /// <inheritdoc/>
    public async ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
        _rows.Begin(input);
        AssignAll(input);
        await _rows.ApplyAsync(input);
        _rows.CheckLimit(_pane.Count);
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(RecordBatch output, int limit, CancellationToken cancellationToken)
    {
        if (!_completing)
        {
            _completing = true;
            _emission.Start(_pane, []);
        }

        _emission.Continue(limit, output);
        return new ValueTask<bool>(!_emission.IsEmpty);
    }

    /// <inheritdoc/>
    public void Snapshot(IBufferWriter<byte> output)
    {
        if (_completing)
        {
            throw new InvalidOperationException("A group step cannot be snapshotted while it emits its groups.");
        }

        var state = new StateWriter(output);
        state.Byte(StateVersion);
        _pane.Write(state);
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("group", StateVersion);
        _pane.Read(ref reader);
        reader.End();
    }

    private void AssignAll(RecordBatch input)
    {
        foreach (var row in input.Selection)
        {
            if (_rows.Accepts(input, row))
            {
                _rows.Assign(input.Row(row), row, _pane);
            }
        }
    }
}
