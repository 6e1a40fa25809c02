namespace FlexCore.Streams.UserOperators;

/// <summary>An operator that keeps state between records. It sees all records in the order of the input, one at a time.</summary>
/// <remarks>
/// <para>The result must depend on the sequence of records only, not on time or chance: after a crash the same records come again, and must have the same effect.</para>
/// <para>Values that are kept must be detached (<see cref="FlexCore.Streams.Values.Value.Detach"/>), because text points into the input's buffer. State is held in memory and
/// written with each checkpoint: keep it bounded.</para>
/// <para>An exception ends the run (<c>operator-failed</c>), because the state may be half changed. For a record that cannot be used call <see cref="RecordAccess.Fail"/>.</para>
/// </remarks>
public abstract class StatefulRecordOperator
{
    /// <summary>Looks at a record; it goes on as it is then, unless it was dropped, failed, or emitted.</summary>
    /// <param name="record">The record.</param>
    public abstract void Process(ref RecordAccess record);

    /// <summary>Writes the whole state.</summary>
    /// <param name="state">Takes the state.</param>
    public abstract void Snapshot(OperatorStateWriter state);

    /// <summary>Takes over what <see cref="Snapshot"/> wrote, on a new instance; reads all of it.</summary>
    /// <param name="state">The state.</param>
    public abstract void Restore(ref OperatorStateReader state);
}
