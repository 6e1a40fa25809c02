using FlexCore.Streams.Records;

namespace FlexCore.Streams.Graphs;

/// <summary>A stateless step on a whole batch. Each worker has its own instance; calls never overlap.</summary>
internal interface IRowOperator
{
    /// <summary>Works on the selected rows: fills cells, removes rows, reports failures.</summary>
    /// <param name="batch">The batch.</param>
    void Apply(RecordBatch batch);
}
