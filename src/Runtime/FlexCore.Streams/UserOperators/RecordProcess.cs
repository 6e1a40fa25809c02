namespace FlexCore.Streams.UserOperators;

/// <summary>What an operator does with a record.</summary>
/// <param name="record">The record.</param>
internal delegate void RecordProcess(ref RecordAccess record);
