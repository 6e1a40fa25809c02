using System.Buffers;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.State;

namespace FlexCore.Streams.Sources;

/// <summary>Reads files one after the other.</summary>
/// <remarks>
/// Used by one reading task; <see cref="WritePosition"/> may run on another one, because it only reads what never changes. A checkpoint
/// holds the list of files, so that files which appear later in a watched folder do not change what a resumed run reads.
/// </remarks>
internal sealed class FileSource : IRecordSource
{
    private const byte Version = 1;

    private readonly FileSourcePlan _plan;
    private readonly SourceSettings _settings;
    private readonly IReadOnlyList<string> _files;
    private InputFile? _file;
    private ChunkReader? _reader;
    private int _index;
    private InputPoint _from = InputPoint.Start;
    private long _bytesIn;
    private long _storedBefore;

    private FileSource(FileSourcePlan plan, SourceSettings settings, IReadOnlyList<string> files)
    {
        _plan = plan;
        _settings = settings;
        _files = files;
        BytesTotal = files.Sum(LengthOf);
    }

    /// <inheritdoc/>
    public long? BytesTotal { get; }

    /// <inheritdoc/>
    public long BytesIn => _bytesIn;

    /// <inheritdoc/>
    public long BytesRead => _storedBefore + (_file?.StoredRead ?? 0);

    /// <summary>Opens the source at its beginning, or where an earlier run stopped.</summary>
    /// <param name="plan">What to read.</param>
    /// <param name="settings">The bounds.</param>
    /// <param name="position">What <see cref="WritePosition"/> wrote, or nothing.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StreamException">An input is missing or has changed since the position was written.</exception>
    public static async ValueTask<FileSource> OpenAsync(FileSourcePlan plan, SourceSettings settings, ReadOnlyMemory<byte>? position, CancellationToken cancellationToken)
    {
        if (position is not { } bytes)
        {
            var files = InputList.Resolve(plan.Paths);
            foreach (var file in files)
            {
                InputFile.Open(file, plan.Compression).Dispose();
            }

            return new FileSource(plan, settings, files);
        }

        var source = Restore(plan, settings, bytes.Span);
        source._reader = source._index < source._files.Count ? await source.OpenCurrentAsync(cancellationToken) : null;
        source._storedBefore = source._files.Take(source._index).Sum(LengthOf);
        return source;
    }

    /// <inheritdoc/>
    public async ValueTask<SourceRead?> ReadAsync(CancellationToken cancellationToken)
    {
        while (_index < _files.Count)
        {
            var reader = _reader ??= await OpenCurrentAsync(cancellationToken);
            var before = reader.Point;
            var chunk = await GuardAsync(before.Offset, () => reader.ReadAsync(cancellationToken));
            _bytesIn += reader.Point.Offset - before.Offset;
            if (chunk is not null)
            {
                return new SourceRead(chunk, new InputPosition(_index, reader.Point), BytesIn, BytesRead);
            }

            _storedBefore += LengthOf(_files[_index]);
            Close();
            _index++;
            _from = InputPoint.Start;
        }

        return null;
    }

    /// <inheritdoc/>
    public void WritePosition(SourceRead? after, IBufferWriter<byte> output)
    {
        var writer = new StateWriter(output);
        writer.Byte(Version);
        writer.Integer(_files.Count);
        foreach (var file in _files)
        {
            writer.Bytes(Encoding.UTF8.GetBytes(file));
        }

        var (input, point) = InputPosition.Of(after);
        writer.Integer(input);
        writer.Integer(point.Offset);
        writer.Integer(point.Line);
        writer.Integer(point.TailLength);
        writer.Integer(point.TailChecksum);
        writer.Integer(after?.BytesIn ?? 0);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private static int IndexIn(ref StateReader reader) =>
        reader.Integer() is >= 0 and <= int.MaxValue and var index ? (int)index : throw StateReader.Damaged("an index is out of range");

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static FileSource Restore(FileSourcePlan plan, SourceSettings settings, ReadOnlySpan<byte> position)
    {
        var reader = new StateReader(position);
        reader.Version("source position", Version);
        var files = new List<string>();
        for (var count = reader.Count(); count > 0; count--)
        {
            files.Add(Encoding.UTF8.GetString(reader.Bytes()));
        }

        return new FileSource(plan, settings, files)
        {
            _index = IndexIn(ref reader),
            _from = new InputPoint(reader.Integer(), reader.Integer(), IndexIn(ref reader), (uint)reader.Integer()),
            _bytesIn = reader.Integer(),
        };
    }

    // Going back to a place reads too: damaged data must be reported there as well.
    private ValueTask<ChunkReader> OpenCurrentAsync(CancellationToken cancellationToken) =>
        GuardAsync(_from.Offset, () => OpenAtPointAsync(cancellationToken));

    private async ValueTask<ChunkReader> OpenAtPointAsync(CancellationToken cancellationToken)
    {
        var path = _files[_index];
        var identity = new InputIdentity(path, _index, _plan.Framing, _plan.HasHeader, IsInteractive: false);
        var header = _plan.HasHeader && _from.Offset > 0 ? await ReadHeaderAsync(path, identity, cancellationToken) : null;
        _file = InputFile.Open(path, _plan.Compression);
        if (_from.Offset > 0)
        {
            _file.MoveTo(_from);
        }

        return new ChunkReader(_file.Data, identity, _settings, _from, header);
    }

    private async ValueTask<byte[]> ReadHeaderAsync(string path, InputIdentity identity, CancellationToken cancellationToken)
    {
        using var file = InputFile.Open(path, _plan.Compression);
        var reader = new ChunkReader(file.Data, identity, _settings, InputPoint.Start);
        await reader.ReadAsync(cancellationToken);
        return reader.Header;
    }

    private async ValueTask<T> GuardAsync<T>(long offset, Func<ValueTask<T>> read)
    {
        try
        {
            return await read();
        }
        catch (InvalidDataException error)
        {
            throw new StreamException(
                "source-damaged",
                $"The input '{_files[_index]}' is damaged gzip data after byte {offset:N0} of its content: {error.Message} Restore the file.",
                error);
        }
        catch (IOException error)
        {
            throw new SourceUnavailableException($"The input '{_files[_index]}' cannot be read at byte {offset:N0}: {error.Message}", error);
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
        _reader = null;
    }
}
