namespace FlexCore.Streams.Records;

/// <summary>A run of complete records as they came from the source: one buffer and the range of each record in it.</summary>
/// <remarks>
/// Filled by the source, then only read. The buffer is never used again for other data, so values may point into it; state that
/// outlives the batch must hold detached values.
/// </remarks>
public sealed class SourceChunk
{
    private readonly int[] _starts;
    private readonly int[] _lengths;

    /// <summary>Creates a chunk; the caller gives up the arrays.</summary>
    /// <param name="buffer">The bytes.</param>
    /// <param name="starts">Where each record begins in the buffer.</param>
    /// <param name="lengths">The length of each record, without its line end.</param>
    /// <param name="count">How many records there are.</param>
    public SourceChunk(byte[] buffer, int[] starts, int[] lengths, int count)
    {
        Buffer = buffer;
        _starts = starts;
        _lengths = lengths;
        Count = count;
    }

    /// <summary>The bytes. Valid UTF-8 within every record that has no entry in <see cref="Defects"/>, once the source step checked it.</summary>
    public byte[] Buffer { get; }

    /// <summary>The number of records.</summary>
    public int Count { get; }

    /// <summary>The name of the input, for messages: a path, or <c>stdin</c>.</summary>
    public required string SourceName { get; init; }

    /// <summary>The input's index in the source's order of inputs, from 0.</summary>
    public int SourceIndex { get; init; }

    /// <summary>Where the buffer's first byte lies in the decompressed input.</summary>
    public long BaseOffset { get; init; }

    /// <summary>The line number, from 1, of the buffer's first byte.</summary>
    public long FirstLine { get; init; } = 1;

    /// <summary>The first record of the input where the parser asked for it (a CSV header), else empty. The same array for all chunks of an input.</summary>
    public byte[] Header { get; init; } = [];

    /// <summary>Records that the source itself found unusable (a line above the limit, invalid UTF-8), by record index; usually <see langword="null"/>.</summary>
    public IReadOnlyDictionary<int, RecordFailure>? Defects { get; init; }

    /// <summary>Where a record begins in <see cref="Buffer"/>.</summary>
    /// <param name="record">The record's index.</param>
    public int Start(int record) => _starts[record];

    /// <summary>A record's length in bytes.</summary>
    /// <param name="record">The record's index.</param>
    public int Length(int record) => _lengths[record];

    /// <summary>A record's bytes.</summary>
    /// <param name="record">The record's index.</param>
    public ReadOnlySpan<byte> Span(int record) => Buffer.AsSpan(_starts[record], _lengths[record]);

    /// <summary>Some of the records, with the same buffer.</summary>
    /// <param name="first">The first record.</param>
    /// <param name="count">How many.</param>
    internal SourceChunk Slice(int first, int count) => new(Buffer, _starts[first..(first + count)], _lengths[first..(first + count)], count)
    {
        SourceName = SourceName,
        SourceIndex = SourceIndex,
        BaseOffset = BaseOffset,
        FirstLine = FirstLine,
        Header = Header,
        Defects = Defects?.Where(defect => defect.Key >= first && defect.Key < first + count).ToDictionary(defect => defect.Key - first, defect => defect.Value),
    };

    /// <summary>A record's place in its input. Counts lines, so it is for messages and dead letters only.</summary>
    /// <param name="record">The record's index.</param>
    public RecordPosition PositionOf(int record)
    {
        var start = _starts[record];
        var line = FirstLine + Buffer.AsSpan(0, start).Count((byte)'\n');
        return new RecordPosition(SourceName, SourceIndex, BaseOffset + start, line);
    }
}
