namespace FlexCore.Streams.Records;

/// <summary>A failed row of a batch.</summary>
/// <param name="Row">The row's index in the batch.</param>
/// <param name="Step">The index of the step that failed, from 0; -1 is the source.</param>
/// <param name="Failure">Why it failed.</param>
public readonly record struct RowFailure(int Row, int Step, RecordFailure Failure);
