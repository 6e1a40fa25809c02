using System.Runtime.CompilerServices;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Aggregates;

/// <summary>An argument of an aggregate: a cell that the segment before has computed for each row, or a constant.</summary>
/// <param name="Slot">The cell; meaningless for a constant.</param>
/// <param name="Constant">The value when the expression does not depend on the record, else <c>undefined</c>.</param>
internal readonly record struct AggregateArgument(int Slot, Value Constant)
{
    /// <summary>Whether the argument is the same for all rows.</summary>
    public bool IsConstant => !Constant.IsUndefined;

    /// <summary>The argument's value for a row.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="row">Which row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Value Of(RecordBatch batch, int row) => IsConstant ? Constant : batch.Row(row)[Slot];
}
