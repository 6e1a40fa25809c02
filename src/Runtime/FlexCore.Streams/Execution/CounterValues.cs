namespace FlexCore.Streams.Execution;

/// <summary>The counters that a checkpoint keeps.</summary>
/// <param name="RecordsIn">Records read.</param>
/// <param name="RecordsOut">Records written.</param>
/// <param name="Errors">Records that failed.</param>
/// <param name="DeadLetters">Dead letters written.</param>
/// <param name="BytesIn">Bytes read, after decompression.</param>
/// <param name="BytesRead">Stored bytes read.</param>
internal readonly record struct CounterValues(long RecordsIn, long RecordsOut, long Errors, long DeadLetters, long BytesIn, long BytesRead)
{
    /// <summary>Late records.</summary>
    public long Late { get; init; }

    /// <summary>The source's size in stored bytes; -1 when it is not known.</summary>
    public long BytesTotal { get; init; } = -1;

    /// <summary>The watermark in ms since the epoch; the least number when there is none.</summary>
    public long Watermark { get; init; } = long.MinValue;

    /// <summary>Nothing counted yet.</summary>
    public static CounterValues Zero => new(0, 0, 0, 0, 0, 0);
}
