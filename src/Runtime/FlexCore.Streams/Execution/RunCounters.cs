using FlexCore.Application.Streams;

namespace FlexCore.Streams.Execution;

/// <summary>The counters of a run. Written by the ordered stage alone, read from any thread.</summary>
internal sealed class RunCounters
{
    private long _recordsIn;
    private long _recordsOut;
    private long _errors;
    private long _deadLetters;
    private long _late;
    private long _bytesIn;
    private long _bytesRead;
    private long _bytesTotal = -1;
    private long _watermark = long.MinValue;
    private long _checkpoints;
    private long _safeAt;

    /// <summary>The values that go into a checkpoint.</summary>
    public CounterValues Values => new(_recordsIn, _recordsOut, _errors, _deadLetters, _bytesIn, _bytesRead)
    {
        Late = _late,
        BytesTotal = _bytesTotal,
        Watermark = _watermark,
    };

    /// <summary>The number of checkpoints, which is the sequence of the newest one.</summary>
    public long Checkpoints => _checkpoints;

    /// <summary>When the newest checkpoint became durable; before the first one of this process, when the run was started.</summary>
    public DateTimeOffset SafeAt => new(Volatile.Read(ref _safeAt), TimeSpan.Zero);

    /// <summary>The counters now.</summary>
    public StreamProgress Snapshot()
    {
        var total = Volatile.Read(ref _bytesTotal);
        var watermark = Volatile.Read(ref _watermark);
        return new StreamProgress(
            Volatile.Read(ref _recordsIn),
            Volatile.Read(ref _recordsOut),
            Volatile.Read(ref _errors),
            Volatile.Read(ref _deadLetters),
            Volatile.Read(ref _late),
            Volatile.Read(ref _bytesIn),
            total < 0 ? null : total,
            Volatile.Read(ref _bytesRead),
            InstantOf(watermark),
            Volatile.Read(ref _checkpoints));
    }

    /// <summary>Goes back to a checkpoint, or to nothing.</summary>
    /// <param name="values">The checkpoint's values.</param>
    /// <param name="sequence">The checkpoint's number.</param>
    public void Restore(CounterValues values, long sequence)
    {
        Volatile.Write(ref _recordsIn, values.RecordsIn);
        Volatile.Write(ref _recordsOut, values.RecordsOut);
        Volatile.Write(ref _errors, values.Errors);
        Volatile.Write(ref _deadLetters, values.DeadLetters);
        Volatile.Write(ref _bytesIn, values.BytesIn);
        Volatile.Write(ref _bytesRead, values.BytesRead);
        Volatile.Write(ref _late, values.Late);
        Volatile.Write(ref _bytesTotal, values.BytesTotal);
        Volatile.Write(ref _watermark, values.Watermark);
        Volatile.Write(ref _checkpoints, sequence);
    }

    /// <summary>Sets the source's size.</summary>
    /// <param name="bytes">Stored bytes, if known.</param>
    public void SetTotal(long? bytes) => Volatile.Write(ref _bytesTotal, bytes ?? -1);

    /// <summary>Counts a processed read.</summary>
    /// <param name="records">Its records.</param>
    /// <param name="bytesIn">Bytes consumed so far.</param>
    /// <param name="bytesRead">Stored bytes consumed so far.</param>
    public void AddRead(int records, long bytesIn, long bytesRead)
    {
        Volatile.Write(ref _recordsIn, _recordsIn + records);
        Volatile.Write(ref _bytesIn, bytesIn);
        Volatile.Write(ref _bytesRead, bytesRead);
    }

    /// <summary>Counts rows that went to the sinks.</summary>
    /// <param name="rows">How many.</param>
    public void AddWritten(int rows) => Volatile.Write(ref _recordsOut, _recordsOut + rows);

    /// <summary>Counts a failed record.</summary>
    public void AddError() => Volatile.Write(ref _errors, _errors + 1);

    /// <summary>Counts dead letters.</summary>
    /// <param name="rows">How many.</param>
    public void AddDeadLetters(int rows) => Volatile.Write(ref _deadLetters, _deadLetters + rows);

    /// <summary>Counts a checkpoint.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="at">When it became durable.</param>
    public void SetCheckpoint(long sequence, DateTimeOffset at)
    {
        Volatile.Write(ref _checkpoints, sequence);
        Volatile.Write(ref _safeAt, at.UtcTicks);
    }

    /// <summary>The run begins in this process.</summary>
    /// <param name="at">When.</param>
    public void Begin(DateTimeOffset at) => Volatile.Write(ref _safeAt, at.UtcTicks);

    /// <summary>Takes over what the steps with event time report.</summary>
    /// <param name="late">Late records.</param>
    /// <param name="watermarkMs">The watermark, if there is one.</param>
    public void SetEventTime(long late, long? watermarkMs)
    {
        Volatile.Write(ref _late, late);
        Volatile.Write(ref _watermark, watermarkMs ?? long.MinValue);
    }

    private static DateTimeOffset? InstantOf(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
