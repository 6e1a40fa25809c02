using FlexCore.Streams.Records;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Execution;

/// <summary>A chunk on its way through the first segment: queued in input order, worked on by any worker, awaited in input order.</summary>
/// <param name="read">The chunk and the position after it.</param>
/// <param name="batch">Takes the rows.</param>
/// <param name="readAt">When the chunk had been read.</param>
internal sealed class WorkItem(SourceRead read, RecordBatch batch, long readAt)
{
    /// <summary>The clock's timestamp at which the chunk had been read.</summary>
    public long ReadAt { get; } = readAt;

    /// <summary>The chunk and the position after it.</summary>
    public SourceRead Read { get; } = read;

    /// <summary>The rows; a worker owns them until <see cref="Done"/> completes, then the ordered stage.</summary>
    public RecordBatch Batch { get; } = batch;

    /// <summary>Completes when the segment has run.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
