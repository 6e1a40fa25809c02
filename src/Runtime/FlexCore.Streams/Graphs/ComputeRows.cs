using FlexCore.Streams.Expressions;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Graphs;

/// <summary>Fills cells with the values of expressions.</summary>
/// <param name="cells">The cells.</param>
/// <param name="step">The step's index, for failures.</param>
internal sealed class ComputeRows(ComputedCell[] cells, int step) : IRowOperator
{
    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        var selection = batch.SelectionBuffer;
        var kept = 0;
        foreach (var row in selection)
        {
            if (TryCompute(batch, row))
            {
                selection[kept++] = row;
            }
        }

        batch.Keep(kept);
    }

    private bool TryCompute(RecordBatch batch, int row)
    {
        var slots = batch.Row(row);
        try
        {
            foreach (ref readonly var cell in cells.AsSpan())
            {
                slots[cell.Slot] = cell.Expression.Evaluate(new EvaluationFrame(slots));
            }

            return true;
        }
        catch (ExpressionException error)
        {
            batch.Fail(row, step, ExpressionFailure.Of(error));
            return false;
        }
    }
}
