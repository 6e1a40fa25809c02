namespace FlexCore.Streams.UserOperators;

/// <summary>An operator that looks at one record at a time: filter, map or flat-map.</summary>
/// <remarks>
/// <para>Each worker has its own instance, and calls never overlap, so fields may serve as scratch space. But nothing may carry over from one record to the
/// next: which worker sees which record is by chance.</para>
/// <para>An exception is a failed record (<c>operator-failed</c>), which the step's error policy treats. <see cref="RecordAccess.Fail"/> does the same at no cost.</para>
/// </remarks>
public abstract class RecordOperator
{
    /// <summary>Looks at a record; it goes on as it is then, unless it was dropped, failed, or emitted.</summary>
    /// <param name="record">The record.</param>
    public abstract void Process(ref RecordAccess record);
}
