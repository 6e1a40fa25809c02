using System.Buffers;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Operators;

/// <summary>A step that keeps state between records: window, group, batch, dedupe, rateOfChange, sort. Runs in input order, after the stateless segment before it.</summary>
/// <remarks>
/// <para>Everything the operator needs of a record (key parts, event time, aggregate arguments) lies in cells: the compiler puts the
/// expressions into the segment before, where they run in parallel.</para>
/// <para>Emitted rows must depend on the sequence of input rows only, never on how it was cut into batches, on the number of partitions, or on
/// a snapshot and restore in between. Calls never overlap; the operator may fork work over its partitions inside a call and
/// must have joined it when the call ends.</para>
/// </remarks>
internal interface IStatefulOperator
{
    /// <summary>Takes the selected rows of a batch, in order. Must copy (detach) whatever outlives the call.</summary>
    /// <param name="input">The rows. The operator reports late or unusable rows with <see cref="RecordBatch.Fail"/>, and leaves the selection alone.</param>
    /// <param name="output">Takes emitted rows; <see cref="RecordBatch.Add"/> gets the input row's <see cref="RecordBatch.OriginOf"/> that caused the emission.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    ValueTask ProcessAsync(RecordBatch input, RecordBatch output, CancellationToken cancellationToken);

    /// <summary>The input has ended: emits everything that is still held, at most <paramref name="limit"/> rows a call.</summary>
    /// <param name="output">Takes emitted rows.</param>
    /// <param name="limit">The number of rows after which the operator may pause, so that memory stays bounded.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    /// <returns>Whether there is more: then the operator is called again.</returns>
    ValueTask<bool> CompleteAsync(RecordBatch output, int limit, CancellationToken cancellationToken);

    /// <summary>Writes the whole state in a versioned format that does not depend on the number of partitions.</summary>
    /// <param name="output">Takes the bytes.</param>
    void Snapshot(IBufferWriter<byte> output);

    /// <summary>Takes over a state written by <see cref="Snapshot"/>, on a new operator.</summary>
    /// <param name="state">Exactly the bytes that were written.</param>
    /// <exception cref="FlexCore.Application.Streams.StreamException">The bytes are of an unknown version or damaged.</exception>
    void Restore(ReadOnlySequence<byte> state);

    /// <summary>Records that were behind the watermark and dropped or diverted, since the state began.</summary>
    long LateRecords { get; }

    /// <summary>Records that were dropped because their key had been seen, since the state began.</summary>
    long Duplicates => 0;

    /// <summary>The event time up to which windows are complete, in ms since the epoch, or <see langword="null"/> without event time.</summary>
    long? WatermarkMs { get; }
}
