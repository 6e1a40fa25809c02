using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Schemas;

/// <summary>Fails the rows that are not valid.</summary>
/// <remarks>Owned by one worker.</remarks>
/// <param name="plan">What is checked.</param>
internal sealed class ValidateRows(ValidatePlan plan) : IRowOperator
{
    private readonly SchemaFailure _failure = new();

    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        var selection = batch.SelectionBuffer;
        var kept = 0;
        foreach (var row in selection)
        {
            if (IsValid(batch.Row(row)))
            {
                selection[kept++] = row;
            }
            else
            {
                batch.Fail(row, plan.Step, new RecordFailure("invalid-record", _failure.Detail));
            }
        }

        batch.Keep(kept);
    }

    private bool IsValid(ReadOnlySpan<Value> cells)
    {
        if (plan.Whole is { } whole && !whole.Holds(cells[plan.WholeSlot], _failure))
        {
            return false;
        }

        foreach (var field in plan.Fields)
        {
            ref readonly var value = ref cells[field.Slot];
            if (value.IsUndefined)
            {
                if (field.IsRequired)
                {
                    return RequiredCheck.Missing(field.Name, _failure);
                }
            }
            else if (field.Schema is { } schema && !schema.Holds(value, _failure))
            {
                return _failure.Within(field.Name);
            }
        }

        return true;
    }
}
