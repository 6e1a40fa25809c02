using System.Buffers;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Records;
using FlexCore.Streams.State;

namespace FlexCore.Streams.Sinks.Builtin;

/// <summary>Adds rows to the end of a file, where readers see them at once.</summary>
/// <remarks>
/// <para>What is visible when: rows of a source without an end after each block of them, other rows every 256 KiB and at each checkpoint. A checkpoint holds
/// the file's length, synchronised to disk before; resuming truncates the file to it, so rows behind the last checkpoint can disappear after a crash and
/// come again, the same ones where the source gives the same records again.</para>
/// <para>Beside the file lies <c>NAME.appending</c> while a run is unfinished: which run it is, and how long the file was before it, so that a run that crashed before its
/// first checkpoint begins there again. It is locked while the run lasts: a second run of the same pipeline fails instead of mixing rows. Used by the ordered stage alone.</para>
/// </remarks>
/// <param name="path">The absolute path.</param>
/// <param name="writer">The format.</param>
internal sealed class AppendFileSink(string path, IRecordWriter writer) : IRecordSink
{
    private const byte Version = 1;

    private readonly string _markPath = path + ".appending";
    private readonly TextOutput _output = new(writer);
    private FileStream? _file;
    private FileStream? _mark;
    private long _durableLength = -1;
    private bool _isLive;

    private FileStream File => _file ?? throw new InvalidOperationException($"The file sink '{path}' is not open.");

    /// <inheritdoc/>
    public ValueTask OpenAsync(SinkStart start, CancellationToken cancellationToken)
    {
        _isLive = start.IsLive;
        if (Directory.Exists(path))
        {
            throw new StreamException("sink-unwritable", $"The file '{path}' cannot be written: a folder has that name. Choose another path.");
        }

        Guard(() =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
            _mark = new FileStream(_markPath, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
            _file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            if (start.State is { } state)
            {
                Resume(state.Span);
            }
            else
            {
                Begin(_mark, start.RunId);
            }
        });
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        foreach (var row in batch.Selection)
        {
            _output.Write(batch, row);
            if (_output.IsFull)
            {
                Flush();
            }
        }

        if (_isLive)
        {
            Flush();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask PrepareAsync(IBufferWriter<byte> state, CancellationToken cancellationToken)
    {
        Flush();
        Synchronize();
        var bytes = new StateWriter(state);
        bytes.Byte(Version);
        bytes.Integer(_durableLength);
        _output.Snapshot(bytes);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_mark is not null)
        {
            Guard(() =>
            {
                System.IO.File.Delete(_markPath);
                FolderSync.Synchronize(Path.GetDirectoryName(path) ?? "/");
            });
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var stream in new[] { _file, _mark })
        {
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }
        }
    }

    private void Begin(FileStream mark, string runId)
    {
        var known = new byte[mark.Length];
        mark.ReadExactly(known);
        var parts = Encoding.UTF8.GetString(known).Split('\n');
        var isSameRun = parts is [var run, var length, ..] && run == runId && long.TryParse(length, out var before) && Shorten(before);
        if (!isSameRun)
        {
            mark.SetLength(0);
            mark.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{runId}\n{File.Length}\n")));
            mark.Flush(flushToDisk: true);
            FolderSync.Synchronize(Path.GetDirectoryName(path) ?? "/");
        }

        File.Position = File.Length;
        _output.HasHead = File.Length > 0;
    }

    private bool Shorten(long length)
    {
        if (File.Length >= length)
        {
            File.SetLength(length);
            return true;
        }

        throw Changed(length);
    }

    private void Resume(ReadOnlySpan<byte> state)
    {
        var reader = new StateReader(state);
        reader.Version("append file sink", Version);
        _durableLength = reader.Integer();
        _output.Restore(ref reader);
        _output.HasHead = _durableLength > 0;
        Shorten(_durableLength);
        File.Position = _durableLength;
    }

    private void Flush()
    {
        if (!_output.Pending.IsEmpty)
        {
            Guard(() => File.Write(_output.Pending.Span));
            _output.Clear();
        }
    }

    private void Synchronize()
    {
        if (File.Length != _durableLength)
        {
            Guard(() => File.Flush(flushToDisk: true));
            _durableLength = File.Length;
        }
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StreamException(
                "sink-unwritable",
                $"The file '{path}' cannot be written: {error.Message} Check free space, permissions, and that no other run writes it; then run again to resume.",
                error);
        }
    }

    private StreamException Changed(long length) => new(
        "sink-changed",
        $"The output is not what the checkpoint left behind: '{path}' has {File.Length:N0} bytes instead of at least {length:N0}. Restore it, or start again with --fresh.");
}
