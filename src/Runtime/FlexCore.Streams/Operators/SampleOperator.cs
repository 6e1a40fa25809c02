using System.Buffers;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;

namespace FlexCore.Streams.Operators;

/// <summary>Passes on the first of every so many records.</summary>
/// <remarks>Touched by the runtime's operator stage only; calls never overlap.</remarks>
/// <param name="every">How many records make one.</param>
internal sealed class SampleOperator(int every) : IStatefulOperator
{
    private const byte StateVersion = 1;

    private int _passed;

    /// <inheritdoc/>
    public long LateRecords => 0;

    /// <inheritdoc/>
    public long? WatermarkMs => null;

    /// <inheritdoc/>
    public ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken)
    {
        output.Follow(input);
        foreach (var row in input.Selection)
        {
            if (_passed == 0)
            {
                input.Row(row).CopyTo(output.Add(input.OriginOf(row)));
            }

            _passed = (_passed + 1) % every;
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
        state.Integer(_passed);
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySequence<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("sample", StateVersion);
        var passed = reader.Integer();
        reader.End();
        _passed = passed >= 0 && passed < every ? (int)passed : throw StateReader.Damaged($"{passed} of {every} records were passed");
    }
}
