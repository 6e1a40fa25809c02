using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Graphs;

/// <summary>Keeps the rows for which an expression is truthy.</summary>
/// <param name="condition">The expression.</param>
/// <param name="step">The step's index, for failures.</param>
internal sealed class FilterRows(CompiledExpression condition, int step) : IRowOperator
{
    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        var selection = batch.SelectionBuffer;
        var kept = 0;
        foreach (var row in selection)
        {
            if (IsKept(batch, row))
            {
                selection[kept++] = row;
            }
        }

        batch.Keep(kept);
    }

    private bool IsKept(RecordBatch batch, int row)
    {
        try
        {
            return condition.EvaluateTruth(new EvaluationFrame(batch.Row(row)));
        }
        catch (ExpressionException error)
        {
            batch.Fail(row, step, ExpressionFailure.Of(error));
            return false;
        }
    }
}
