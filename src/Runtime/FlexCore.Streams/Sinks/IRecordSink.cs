using System.Buffers;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sinks;

/// <summary>Takes a pipeline's rows to the outside. Calls never overlap.</summary>
/// <remarks>
/// <para><b>Exactly-once effect.</b> After a crash the runtime opens the sink with the state of the last checkpoint and sends exactly the same rows
/// again that followed it. The sink undoes or recognises what it had written since: a file is truncated to the checkpoint's length; a table
/// keeps the number of rows it has taken in the same transaction as the rows and skips the surplus.</para>
/// <para>Sequence: <see cref="OpenAsync"/>, then any number of <see cref="WriteAsync"/> and pairs of <see cref="PrepareAsync"/> and
/// <see cref="CommitAsync"/>, then such a pair and <see cref="CompleteAsync"/>; dispose ends the sink at any point and must not publish anything.</para>
/// <para><b>Live runs</b> (<see cref="SinkStart.IsLive"/>) have no end, so <see cref="CompleteAsync"/> may never come. The sink publishes as it goes: at
/// <see cref="WriteAsync"/> where readers may see rows twice after a crash or the target recognises them, else at <see cref="CommitAsync"/>, when the
/// rows can no longer come again.</para>
/// </remarks>
public interface IRecordSink : IAsyncDisposable
{
    /// <summary>Opens the target: empty for a new run, else as it was at a checkpoint.</summary>
    /// <param name="start">The run and the state to return to.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="FlexCore.Application.Streams.StreamException">The target cannot be written, or is not what the checkpoint left behind.</exception>
    ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken);

    /// <summary>Takes the selected rows of a batch, in order. Copies what it keeps.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    /// <exception cref="FlexCore.Application.Streams.StreamException">The rows cannot be written.</exception>
    /// <exception cref="SinkUnavailableException">The target is unreachable for now: the runtime backs off and resumes from the last checkpoint.</exception>
    ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken);

    /// <summary>Makes everything written so far durable and writes down what <see cref="OpenAsync"/> needs to return to this point.</summary>
    /// <param name="state">Takes the state.</param>
    /// <param name="cancellationToken">Set on abort.</param>
    ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken);

    /// <summary>The checkpoint that holds the state of the last <see cref="PrepareAsync"/> is durable: the rows before it will not come again.</summary>
    /// <remarks>A crash may come between the checkpoint and this call: a sink that publishes here publishes what is missing when it is opened with that state.</remarks>
    /// <param name="cancellationToken">Set on abort.</param>
    ValueTask CommitAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>The input has ended and the final checkpoint is durable: publishes the result. Idempotent, also over a crash in between.</summary>
    /// <param name="cancellationToken">Set on abort.</param>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
