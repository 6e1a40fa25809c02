namespace FlexCore.Streams.Sources;

/// <summary>Makes a wait for input interruptible. The process's standard input blocks in a system call that no cancellation token reaches.</summary>
/// <remarks>
/// The blocking read runs on a pool thread into a buffer of its own. A cancelled read leaves it running; what it brings is handed out by the next read, so
/// nothing is lost. Used by one reading task; the inner stream stays open.
/// </remarks>
/// <param name="inner">The stream.</param>
internal sealed class InterruptibleStream(Stream inner) : Stream
{
    private const int BufferSize = 64 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private Task<int>? _pending;
    private int _start;
    private int _length;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_length == 0)
        {
            _pending ??= Task.Run(() => inner.Read(_buffer), CancellationToken.None);
            _length = await _pending.WaitAsync(cancellationToken);
            _pending = null;
            _start = 0;
        }

        var count = Math.Min(buffer.Length, _length);
        _buffer.AsSpan(_start, count).CopyTo(buffer.Span);
        _start += count;
        _length -= count;
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously: only then can the wait be interrupted.");

    /// <inheritdoc/>
    public override void Flush()
    {
        // There is nothing to write.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
