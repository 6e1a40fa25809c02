using FlexCore.Application.Streams;
using FlexCore.Streams.Graphs;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.UserOperators;

/// <summary>Runs a program's own operator over the rows of a batch.</summary>
/// <remarks>Owned by one worker, or by the stage of a step with state.</remarks>
/// <param name="process">The operator.</param>
/// <param name="writes">The written fields' cells before and behind the step.</param>
/// <param name="step">The step's index and its name in messages.</param>
/// <param name="name">The operator's name.</param>
/// <param name="isStateful">Whether an exception may have left half a change behind.</param>
internal sealed class UserRows(RecordProcess process, (int Previous, int Slot)[] writes, (int Index, string Name) step, string name, bool isStateful) : IRowOperator
{
    private readonly RowExpansion _rows = new();

    /// <inheritdoc/>
    public void Apply(RecordBatch batch)
    {
        _rows.Begin(batch);
        foreach (var row in batch.Selection)
        {
            _rows.BeginRecord();
            var cells = batch.Row(row);
            foreach (var (previous, slot) in writes)
            {
                cells[slot] = previous < 0 ? default : cells[previous];
            }

            var record = new RecordAccess(_rows, row);
            Run(ref record);
            Settle(batch, ref record);
        }

        _rows.End();
    }

    private void Settle(RecordBatch batch, ref RecordAccess record)
    {
        switch (record.Outcome)
        {
            case RecordOutcome.Kept:
                _rows.Keep(record.Row);
                break;
            case RecordOutcome.Dropped:
                _rows.Undo();
                break;
            case RecordOutcome.Failed:
                _rows.Undo();
                batch.Fail(record.Row, step.Index, record.Failure);
                break;
            case RecordOutcome.Replaced:
                break;
        }
    }

    private void Run(ref RecordAccess record)
    {
        try
        {
            process(ref record);
        }
        catch (Exception error) when (error is not (StreamException or OperationCanceledException or OutOfMemoryException))
        {
            // The boundary to code that is not ours: whatever it throws belongs to this record.
            if (isStateful)
            {
                throw new StreamException(
                    "operator-failed",
                    $"The operator '{name}' in step {step.Name} failed with {error.GetType().Name}: {error.Message} Its state may be half changed, so the run ends. Fix the operator, or let it call Fail for records that it cannot use.",
                    error);
            }

            record.Fail("operator-failed", $"the operator '{name}' failed with {error.GetType().Name}: {error.Message}");
        }
    }
}
