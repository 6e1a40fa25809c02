namespace FlexCore.Streams.Execution;

/// <summary>The counters that a checkpoint keeps.</summary>
/// <param name="RecordsIn">Records read.</param>
/// <param name="RecordsOut">Records written.</param>
/// <param name="Errors">Records that failed.</param>
/// <param name="DeadLetters">Dead letters written.</param>
/// <param name="BytesIn">Bytes read, after decompression.</param>
/// <param name="BytesRead">Stored bytes read.</param>
internal readonly record struct CounterValues(long RecordsIn, long RecordsOut, long Errors, long DeadLetters, long BytesIn, long BytesRead);
