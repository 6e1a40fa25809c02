using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Lookups;

/// <summary>Fills cells from a table.</summary>
/// <remarks>Owned by one worker; the table is shared.</remarks>
/// <param name="plan">What to do.</param>
internal sealed class EnrichRows(LookupPlan plan) : IRowOperator
{
    private readonly Value[] _key = new Value[plan.Keys.Length];

    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        var rows = plan.Table.Rows;
        var selection = batch.SelectionBuffer;
        var kept = 0;
        foreach (var row in selection)
        {
            var cells = batch.Row(row);
            var found = Find(rows, cells);
            if (found is null && plan.Missing != LookupMissing.Null)
            {
                Refuse(batch, row);
                continue;
            }

            foreach (var (slot, value) in plan.Fields)
            {
                cells[slot] = found is null ? Value.Null : found[value];
            }

            selection[kept++] = row;
        }

        batch.Keep(kept);
    }

    private Value[]? Find(LookupRows rows, ReadOnlySpan<Value> cells)
    {
        for (var i = 0; i < _key.Length; i++)
        {
            _key[i] = LookupKey.Normalize(cells[plan.Keys[i]]);
            if (_key[i].IsNullish)
            {
                return null;
            }
        }

        return rows.Find(_key);
    }

    private void Refuse(RecordBatch batch, int row)
    {
        if (plan.Missing == LookupMissing.Fail)
        {
            var key = new Value[plan.Keys.Length];
            for (var i = 0; i < key.Length; i++)
            {
                key[i] = batch.Row(row)[plan.Keys[i]];
            }

            batch.Fail(row, plan.Step, new RecordFailure("lookup-missing", $"the key {LookupRows.Words(key)} is not in {plan.Table.Name}"));
        }
    }
}
