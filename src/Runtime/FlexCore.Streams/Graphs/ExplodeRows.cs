using FlexCore.Streams.Json;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Graphs;

/// <summary>Makes one row of each item of a list.</summary>
/// <remarks>Owned by one worker.</remarks>
/// <param name="plan">The cells.</param>
internal sealed class ExplodeRows(ExplodePlan plan) : IRowOperator
{
    private readonly RowExpansion _rows = new();

    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        _rows.Begin(batch);
        foreach (var row in batch.Selection)
        {
            _rows.BeginRecord();
            var list = batch.Row(row)[plan.List];
            if (list.Kind == ValueKind.Array)
            {
                Explode(batch, row, list.AsArray());
            }
            else if (list.IsNullish)
            {
                KeepEmpty(batch, row);
            }
            else
            {
                batch.Fail(row, plan.Step, new RecordFailure("not-a-list", $"the value to explode is {ValueWords.Of(list)}, not a list"));
            }
        }

        _rows.End();
    }

    private void Explode(RecordBatch batch, int row, ArrayValue list)
    {
        if (list.Count == 0)
        {
            KeepEmpty(batch, row);
            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            if (!_rows.TryDerive(row, out var derived))
            {
                _rows.Undo();
                batch.Fail(row, plan.Step, _rows.TooMany);
                return;
            }

            var cells = batch.Row(derived);
            cells[plan.Item] = list[i];
            if (plan.Index >= 0)
            {
                cells[plan.Index] = Value.Number(i);
            }
        }
    }

    private void KeepEmpty(RecordBatch batch, int row)
    {
        if (!plan.KeepEmpty)
        {
            return;
        }

        var cells = batch.Row(row);
        cells[plan.Item] = Value.Null;
        if (plan.Index >= 0)
        {
            cells[plan.Index] = Value.Null;
        }

        _rows.Keep(row);
    }
}
