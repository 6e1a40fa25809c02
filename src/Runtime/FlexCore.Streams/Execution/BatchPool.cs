using System.Collections.Concurrent;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Execution;

/// <summary>Keeps the batches of one segment for reuse; never holds more than were in use at the same time. Thread-safe.</summary>
/// <param name="width">The number of cells of each row.</param>
internal sealed class BatchPool(int width)
{
    private readonly ConcurrentBag<RecordBatch> _free = [];

    /// <summary>Takes a batch.</summary>
    public RecordBatch Rent() => _free.TryTake(out var batch) ? batch : new RecordBatch(width);

    /// <summary>Gives a batch back.</summary>
    /// <param name="batch">The batch; nobody may use it any more.</param>
    public void Return(RecordBatch batch)
    {
        batch.Clear();
        _free.Add(batch);
    }
}
