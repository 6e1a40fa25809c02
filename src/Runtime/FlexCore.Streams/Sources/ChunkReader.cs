using FlexCore.Application.Streams;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sources;

/// <summary>Cuts one input into chunks of complete records with bounded memory.</summary>
/// <remarks>
/// Used by one reading task. A record that does not fit into a chunk makes the chunk grow up to the record limit; beyond it the record's
/// beginning becomes a failed record and the rest is read and thrown away.
/// </remarks>
internal sealed class ChunkReader
{
    /// <summary>How many bytes before a point its checksum covers.</summary>
    public const int TailBytes = 4096;

    private const int LineEndBytes = 2;
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    private readonly Stream _stream;
    private readonly InputIdentity _input;
    private readonly SourceSettings _settings;
    private readonly RecordScanner _scanner;
    private byte[] _rest = [];
    private int _restStart;
    private int _restLength;
    private bool _isEnd;
    private bool _needsHeader;
    private byte[] _header;

    /// <summary>Creates a reader.</summary>
    /// <param name="stream">The decompressed data from the point on.</param>
    /// <param name="input">The input.</param>
    /// <param name="settings">The bounds.</param>
    /// <param name="from">The point where the stream stands.</param>
    /// <param name="header">The header when it lies before the point; <see langword="null"/> when it comes first or there is none.</param>
    public ChunkReader(Stream stream, InputIdentity input, SourceSettings settings, InputPoint from, byte[]? header = null)
    {
        _stream = stream;
        _input = input;
        _settings = settings;
        _scanner = new RecordScanner(input.Framing, settings.MaxRecordLength);
        _needsHeader = input.HasHeader && header is null;
        _header = header ?? [];
        Point = from;
    }

    /// <summary>The point after the last chunk.</summary>
    public InputPoint Point { get; private set; }

    /// <summary>The header, once it was read.</summary>
    public byte[] Header => _header;

    /// <summary>The failure of a record above the limit.</summary>
    /// <param name="settings">The bounds.</param>
    public static RecordFailure TooLong(SourceSettings settings) => new(
        "record-too-long",
        FormattableString.Invariant($"the record has more than {settings.MaxRecordLength:N0} bytes; only its first {SourceSettings.KeptOfLongRecord:N0} are kept"));

    /// <summary>Reads the next chunk; it has at least one record.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The chunk, or <see langword="null"/> at the end of the input.</returns>
    public async ValueTask<SourceChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (buffer, filled) = await FillAsync(cancellationToken);
            if (filled == 0)
            {
                return null;
            }

            var begin = Point.Offset == 0 && buffer.AsSpan(0, filled).StartsWith(Bom) ? Bom.Length : 0;
            var consumed = _scanner.Scan(buffer.AsSpan(begin, filled - begin), _isEnd) + begin;
            if (consumed == begin && !_isEnd)
            {
                if (filled > _settings.MaxRecordLength + LineEndBytes)
                {
                    return await SkipLongRecordAsync(buffer, filled, cancellationToken);
                }

                Keep(buffer, 0, filled);
                continue;
            }

            Keep(buffer, consumed, filled);
            if (Cut(buffer, begin, consumed) is { } chunk)
            {
                return chunk;
            }
        }
    }

    private async ValueTask<(byte[] Buffer, int Filled)> FillAsync(CancellationToken cancellationToken)
    {
        // A rest that fills the chunk is a long record: give it room to grow.
        var size = _restLength >= _settings.ChunkSize ? Math.Min(_restLength * 2, _settings.MaxRecordLength + _settings.ChunkSize) : _settings.ChunkSize;
        var buffer = GC.AllocateUninitializedArray<byte>(size);
        _rest.AsSpan(_restStart, _restLength).CopyTo(buffer);
        var filled = _restLength;
        Keep([], 0, 0);
        while (filled < size && !_isEnd)
        {
            var read = _input.IsInteractive
                ? await _stream.ReadAsync(buffer.AsMemory(filled), cancellationToken)
                : _stream.Read(buffer.AsSpan(filled));
            filled += read;
            _isEnd = read == 0;
            if (_input.IsInteractive && buffer.AsSpan(filled - read, read).Contains((byte)'\n'))
            {
                break;
            }
        }

        return (buffer, filled);
    }

    private void Keep(byte[] buffer, int start, int end)
    {
        _rest = buffer;
        _restStart = start;
        _restLength = end - start;
    }

    private SourceChunk? Cut(byte[] buffer, int begin, int consumed)
    {
        var skip = 0;
        if (_needsHeader && _scanner.Count > 0)
        {
            var (start, length) = _scanner.Range(0);
            RefuseLongHeader(length);
            _header = buffer.AsSpan(begin + start, length).ToArray();
            _needsHeader = false;
            skip = 1;
        }

        var before = Point;
        var tail = Math.Min(TailBytes, consumed);
        Point = new InputPoint(before.Offset + consumed, before.Line + _scanner.Lines, tail, Checksum.Of(buffer.AsSpan(consumed - tail, tail)));
        var count = _scanner.Count - skip;
        if (count <= 0)
        {
            return null;
        }

        var (starts, lengths) = _scanner.Take(skip);
        for (var i = 0; begin > 0 && i < count; i++)
        {
            starts[i] += begin;
        }

        return _input.Chunk(buffer, starts, lengths, before, _header, CutLongRecords(lengths));
    }

    // Whether a record is too long must not depend on how it lay in the buffer, so those that happened to fit are cut as well.
    private Dictionary<int, RecordFailure>? CutLongRecords(int[] lengths)
    {
        Dictionary<int, RecordFailure>? defects = null;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] > _settings.MaxRecordLength)
            {
                lengths[i] = Math.Min(lengths[i], SourceSettings.KeptOfLongRecord);
                defects ??= [];
                defects[i] = TooLong();
            }
        }

        return defects;
    }

    // No record can be read without it, and the next record must not be taken for it.
    private void RefuseLongHeader(long length)
    {
        if (length > _settings.MaxRecordLength)
        {
            throw new StreamException(
                "csv-header-too-long",
                FormattableString.Invariant($"The header of '{_input.Name}' has more than {_settings.MaxRecordLength:N0} bytes. Check that the file is CSV with a header, or raise flexcore.streams.max-record-length."));
        }
    }

    private RecordFailure TooLong() => TooLong(_settings);

    private async ValueTask<SourceChunk?> SkipLongRecordAsync(byte[] buffer, int filled, CancellationToken cancellationToken)
    {
        if (_needsHeader)
        {
            RefuseLongHeader(filled);
        }

        var before = Point;
        var kept = buffer.AsSpan(0, Math.Min(filled, SourceSettings.KeptOfLongRecord)).ToArray();
        long length = filled;
        var newlines = buffer.AsSpan(0, filled).Count((byte)'\n');
        while (!_isEnd)
        {
            var read = _input.IsInteractive ? await _stream.ReadAsync(buffer, cancellationToken) : _stream.Read(buffer);
            cancellationToken.ThrowIfCancellationRequested();
            _isEnd = read == 0;
            filled = read;
            var end = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            if (end >= 0)
            {
                length += end + 1;
                newlines++;
                Keep(buffer, end + 1, read);
                filled = end + 1;
                break;
            }

            length += read;
        }

        var tail = Math.Min(TailBytes, filled);
        Point = new InputPoint(before.Offset + length, before.Line + newlines, tail, Checksum.Of(buffer.AsSpan(filled - tail, tail)));
        return _input.Chunk(kept, [0], [kept.Length], before, _header, new Dictionary<int, RecordFailure> { [0] = TooLong() });
    }
}
