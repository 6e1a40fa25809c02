using System.Buffers;
using FlexCore.Application.Streams;
using FlexCore.Streams.State;
using FlexCore.Streams.Records;

namespace FlexCore.Streams.Sinks.Builtin;

/// <summary>Writes a file next to its final place and moves it there when the run has finished.</summary>
/// <remarks>
/// Rows go to <c>NAME.partial</c>. A checkpoint holds the partial file's length, synchronised to disk before; resuming truncates the file to it. The
/// last act replaces an older <c>NAME</c> atomically, so readers see the old result or the whole new one, never a part. The partial file
/// is locked while the run lasts: a second run of the same pipeline fails instead of mixing rows.
/// </remarks>
internal sealed class FileSink : IRecordSink
{
    private const byte Version = 1;

    private readonly string _path;
    private readonly string _partialPath;
    private readonly TextOutput _output;
    private FileStream? _file;
    private long _durableLength = -1;

    /// <summary>Creates a closed sink.</summary>
    /// <param name="path">The absolute final path.</param>
    /// <param name="writer">The format.</param>
    public FileSink(string path, IRecordWriter writer)
    {
        _path = path;
        _partialPath = path + ".partial";
        _output = new TextOutput(writer);
    }

    private FileStream File => _file ?? throw new InvalidOperationException($"The file sink '{_path}' is not open.");

    /// <inheritdoc/>
    public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken)
    {
        if (Directory.Exists(_path))
        {
            throw new StreamException("sink-unwritable", $"The file '{_path}' cannot be written: a folder has that name. Choose another path.");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path) ?? "/");
            if (start.State is not { } state)
            {
                Begin();
            }
            else
            {
                Resume(state.Span);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        if (_file is null && batch.SelectedCount > 0)
        {
            // What lies at the final place has the right length but cannot be this run's output, because more of it follows.
            throw Changed($"'{_partialPath}' is missing");
        }

        foreach (var row in batch.Selection)
        {
            _output.Write(batch, row);
            if (_output.IsFull)
            {
                Flush();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken)
    {
        var length = _durableLength;
        if (_file is not null)
        {
            Flush();
            Synchronize();
            length = _durableLength;
        }

        var writer = new StateWriter(state);
        writer.Byte(Version);
        writer.Integer(length);
        _output.Snapshot(writer);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_file is null)
        {
            return;
        }

        _output.BeginEmpty();
        Flush();
        Synchronize();
        await _file.DisposeAsync();
        _file = null;
        try
        {
            System.IO.File.Move(_partialPath, _path, overwrite: true);
            FolderSync.Synchronize(Path.GetDirectoryName(_path) ?? "/");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
            _file = null;
        }
    }

    private void Begin()
    {
        _file = Open(FileMode.OpenOrCreate);
        _file.SetLength(0);
    }

    private void Resume(ReadOnlySpan<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("file sink", Version);
        var length = reader.Integer();
        _output.Restore(ref reader);
        if (length == 0)
        {
            // Nothing is lost when the file of nothing is gone; an older output at the final place says nothing about this run.
            Begin();
            return;
        }

        if (!System.IO.File.Exists(_partialPath))
        {
            // The run may have crashed after this sink was published and before the checkpoint was forgotten.
            _durableLength = length;
            if (new FileInfo(_path) is not { Exists: true } published || published.Length != length)
            {
                throw Changed($"'{_partialPath}' is missing");
            }

            return;
        }

        _file = Open(FileMode.Open);
        if (_file.Length < length)
        {
            throw Changed($"'{_partialPath}' has {_file.Length:N0} bytes instead of at least {length:N0}");
        }

        _file.SetLength(length);
        _file.Position = length;
        _durableLength = length;
    }

    private FileStream Open(FileMode mode) =>
        new(_partialPath, new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });

    private void Flush()
    {
        try
        {
            File.Write(_output.Pending.Span);
            _output.Clear();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(error);
        }
    }

    private void Synchronize()
    {
        if (File.Length == _durableLength)
        {
            return;
        }

        try
        {
            File.Flush(flushToDisk: true);
            _durableLength = File.Length;
        }
        catch (IOException error)
        {
            throw Unwritable(error);
        }
    }

    private StreamException Unwritable(Exception error) => new(
        "sink-unwritable",
        $"The file '{_path}' cannot be written: {error.Message} Check free space, permissions, and that no other run writes it; then run again to resume.",
        error);

    private static StreamException Changed(string what) => new(
        "sink-changed",
        $"The output is not what the checkpoint left behind: {what}. Restore it, or start again with --fresh.");
}
