using FlexCore.Streams.Records;

namespace FlexCore.Streams.Graphs;

/// <summary>Stands for a step that only changes what the cells mean (select, omit, rename), so that its records are counted and can be watched.</summary>
internal sealed class PassRows : IRowOperator
{
    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        // The rows are the same; the layout behind the step says which cells belong to the record.
    }
}
