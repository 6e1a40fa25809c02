using FlexCore.Application.Streams;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sources.Follow;

/// <summary>An open file that grows, and the place up to which its complete records were read.</summary>
/// <remarks>
/// Holds no unread bytes: a record whose line feed is missing is read again when more has come, so a crash loses nothing. Used by one reading task.
/// </remarks>
internal sealed class FollowedFile : IDisposable
{
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    private readonly FileStream _stream;
    private readonly InputIdentity _input;
    private readonly SourceSettings _settings;
    private readonly RecordScanner _scanner;
    private byte[]? _header;
    private long _longRecordEnd = -1;

    private FollowedFile(string path, FileStream stream, FileIdentity identity, SourceSettings settings, FollowSourcePlan plan)
    {
        (Path, _stream, Identity, _settings) = (path, stream, identity, settings);
        _input = new InputIdentity(plan.Path, 0, plan.Framing, plan.HasHeader, IsInteractive: true);
        _scanner = new RecordScanner(plan.Framing, settings.MaxRecordLength);
        _header = plan.HasHeader ? null : [];
    }

    /// <summary>The path it was opened by; a rotation may have given it another one since.</summary>
    public string Path { get; }

    /// <summary>Which file it is.</summary>
    public FileIdentity Identity { get; }

    /// <summary>The place behind the last complete record.</summary>
    public InputPoint Point { get; private set; } = InputPoint.Start;

    /// <summary>Whether nothing will be added to the file any more: then its last record needs no line feed.</summary>
    public bool IsFinal { get; set; }

    /// <summary>Bytes behind <see cref="Point"/>.</summary>
    public long Unread => Math.Max(0, _stream.Length - Point.Offset);

    /// <summary>Opens the file at a path, or gives <see langword="null"/> when there is none.</summary>
    /// <param name="path">The path.</param>
    /// <param name="plan">How to read it.</param>
    /// <param name="settings">The bounds.</param>
    public static FollowedFile? Open(string path, FollowSourcePlan plan, SourceSettings settings)
    {
        if (Directory.Exists(path))
        {
            throw new StreamException("source-unreadable", $"The input '{path}' is a folder. Name the file to follow.");
        }

        FileStream? stream = null;
        try
        {
            // Between two looks at the path another file may have taken it: only if both see the same one is the open file known.
            var before = FileIdentity.Of(path);
            stream = new FileStream(path, new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete });
            if (before is { } identity && identity == FileIdentity.Of(path))
            {
                return new FollowedFile(path, stream, identity, settings, plan);
            }

            stream.Dispose();
            return null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new SourceUnavailableException($"The input '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Goes to a place.</summary>
    /// <param name="point">The place.</param>
    public void MoveTo(InputPoint point) => Point = point;

    /// <summary>The file begins anew: so does its header, if it has one.</summary>
    public void ForgetHeader()
    {
        _longRecordEnd = -1;
        _header = _input.HasHeader ? null : [];
    }

    /// <summary>Whether the data before a place is what it was when the place was reached.</summary>
    /// <param name="point">The place.</param>
    public bool Has(InputPoint point)
    {
        if (_stream.Length < point.Offset)
        {
            return false;
        }

        var tail = new byte[point.TailLength];
        return ReadAt(tail, point.Offset - tail.Length) == tail.Length && Checksum.Of(tail) == point.TailChecksum;
    }

    /// <summary>Reads complete records, if there are any.</summary>
    /// <returns>The records, or <see langword="null"/> when there is none yet.</returns>
    public SourceChunk? Read()
    {
        ReadHeader();
        return _header is null ? null : _longRecordEnd >= 0 ? SkipLongRecord() : ReadRecords();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private SourceChunk? ReadRecords()
    {
        var size = _settings.ChunkSize;
        while (Unread > 0)
        {
            var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(size, Unread));
            var filled = ReadAt(buffer, Point.Offset);
            if (filled == 0)
            {
                return null;
            }

            var isEnd = IsFinal && Point.Offset + filled >= _stream.Length;
            var begin = Point.Offset == 0 && buffer.AsSpan(0, filled).StartsWith(Bom) ? Bom.Length : 0;
            var consumed = _scanner.Scan(buffer.AsSpan(begin, filled - begin), isEnd) + begin;
            if (consumed > begin)
            {
                if (Cut(buffer, begin, consumed) is { } chunk)
                {
                    return chunk;
                }

                continue;
            }

            if (filled > _settings.MaxRecordLength)
            {
                _longRecordEnd = Point.Offset + filled;
                return SkipLongRecord();
            }

            if (filled < size)
            {
                return null;
            }

            size = Math.Min(size * 2, _settings.MaxRecordLength + _settings.ChunkSize);
        }

        return null;
    }

    private SourceChunk? Cut(byte[] buffer, int begin, int consumed)
    {
        var before = Point;
        Advance(buffer.AsSpan(0, consumed), consumed, _scanner.Lines);
        if (_scanner.Count == 0)
        {
            return null;
        }

        var (starts, lengths) = _scanner.Take(0);
        Dictionary<int, RecordFailure>? defects = null;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] += begin;
            if (lengths[i] > _settings.MaxRecordLength)
            {
                lengths[i] = Math.Min(lengths[i], SourceSettings.KeptOfLongRecord);
                (defects ??= [])[i] = ChunkReader.TooLong(_settings);
            }
        }

        return _input.Chunk(buffer, starts, lengths, before, _header ?? [], defects);
    }

    // The record's end may not have been written yet, so it is looked for bit by bit, without holding what was seen.
    private SourceChunk? SkipLongRecord()
    {
        var buffer = new byte[_settings.ChunkSize];
        while (ReadAt(buffer, _longRecordEnd) is > 0 and var read)
        {
            var end = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            _longRecordEnd += end < 0 ? read : end + 1;
            if (end >= 0 || (IsFinal && _longRecordEnd >= _stream.Length))
            {
                return TakeLongRecord();
            }
        }

        return IsFinal && _longRecordEnd >= _stream.Length ? TakeLongRecord() : null;
    }

    private SourceChunk TakeLongRecord()
    {
        var before = Point;
        var kept = new byte[SourceSettings.KeptOfLongRecord];
        var length = ReadAt(kept, before.Offset);
        var tail = new byte[Math.Min(ChunkReader.TailBytes, _longRecordEnd)];
        ReadAt(tail, _longRecordEnd - tail.Length);
        Point = new InputPoint(_longRecordEnd, before.Line + 1, tail.Length, Checksum.Of(tail));
        _longRecordEnd = -1;
        var defects = new Dictionary<int, RecordFailure> { [0] = ChunkReader.TooLong(_settings) };
        return _input.Chunk(kept, [0], [length], before, _header ?? [], defects);
    }

    private void ReadHeader()
    {
        if (_header is not null)
        {
            return;
        }

        var buffer = new byte[_settings.MaxRecordLength];
        var filled = ReadAt(buffer, 0);
        var begin = buffer.AsSpan(0, filled).StartsWith(Bom) ? Bom.Length : 0;
        var consumed = _scanner.Scan(buffer.AsSpan(begin, filled - begin), IsFinal, limit: 1) + begin;
        if (_scanner.Count == 0)
        {
            if (filled == buffer.Length)
            {
                throw new StreamException("csv-header-too-long", FormattableString.Invariant($"The header of '{Path}' has more than {_settings.MaxRecordLength:N0} bytes. Check that the file is CSV with a header, or raise flexcore.streams.max-record-length."));
            }

            return;
        }

        var (start, length) = _scanner.Range(0);
        _header = buffer.AsSpan(begin + start, length).ToArray();
        if (Point.Offset == 0)
        {
            Advance(buffer.AsSpan(0, consumed), consumed, _scanner.Lines);
        }
    }

    private void Advance(ReadOnlySpan<byte> data, int consumed, int lines)
    {
        var tail = data[^Math.Min(ChunkReader.TailBytes, consumed)..];
        Point = new InputPoint(Point.Offset + consumed, Point.Line + lines, tail.Length, Checksum.Of(tail));
    }

    private int ReadAt(Span<byte> buffer, long offset)
    {
        try
        {
            _stream.Position = offset;
            return _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (IOException error)
        {
            throw new SourceUnavailableException($"The input '{Path}' cannot be read at byte {offset:N0}: {error.Message}", error);
        }
    }
}
