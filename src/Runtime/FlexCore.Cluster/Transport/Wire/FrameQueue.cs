using System.Threading.Tasks.Sources;

namespace FlexCore.Cluster.Transport.Wire;

/// <summary>Frames on their way out: senders append to one buffer while the connection writes the other, so one write carries all that waited.</summary>
/// <remarks>
/// Thread-safe for senders; one writer waits and takes. The bound holds for what waits and is given with each frame; a single frame passes whatever its length
/// when nothing waits, so that the bound need not be as large as the largest frame.
/// </remarks>
internal sealed class FrameQueue : IValueTaskSource<bool>
{
    /// <summary>No bound.</summary>
    internal const int Unbounded = int.MaxValue;

    private const int UsualCapacity = 64 * 1024;

    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _wake = new() { RunContinuationsAsynchronously = true };
    private byte[] _filling = new byte[UsualCapacity];
    private byte[] _writing = new byte[UsualCapacity];
    private int _length;
    private long _batch = 1;
    private bool _isWriterWaiting;
    private bool _isClosed;

    /// <summary>How many bytes wait.</summary>
    internal int Waiting => Volatile.Read(ref _length);

    /// <summary>The newest batch that was handed to the connection: frames of later batches were certainly not sent.</summary>
    internal long TakenBatch => Volatile.Read(ref _batch) - 1;

    /// <summary>Appends a frame.</summary>
    /// <param name="frame">The frame; copied.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="id">Which request it belongs to.</param>
    /// <param name="bytesMax">How many bytes may wait with it; <see cref="Unbounded"/> for answers, whose number is bounded elsewhere.</param>
    /// <returns>The batch it goes with, or 0 when the queue is full, or -1 when the connection has ended.</returns>
    internal long TryAppend(WireWriter frame, FrameKind kind, ulong id, int bytesMax)
    {
        var bytes = frame.Written;
        var checksum = Frame.Checksum(frame.Body);
        long batch;
        lock (_gate)
        {
            if (_isClosed)
            {
                return -1;
            }

            if (_length > 0 && (long)_length + bytes.Length > bytesMax)
            {
                return 0;
            }

            if (_filling.Length - _length < bytes.Length)
            {
                Array.Resize(ref _filling, checked((int)Math.Min(Array.MaxLength, Math.Max((long)_length + bytes.Length, _filling.Length * 2L))));
            }

            bytes.CopyTo(_filling.AsSpan(_length));
            Frame.Seal(_filling.AsSpan(_length, bytes.Length), checksum, kind, id);
            _length += bytes.Length;
            batch = _batch;
            if (!_isWriterWaiting)
            {
                return batch;
            }

            _isWriterWaiting = false;
        }

        _wake.SetResult(true);
        return batch;
    }

    /// <summary>Waits until frames wait.</summary>
    /// <returns>Whether there are any; <see langword="false"/> when the queue was closed and everything was taken.</returns>
    internal ValueTask<bool> WaitAsync()
    {
        lock (_gate)
        {
            if (_length > 0)
            {
                return new ValueTask<bool>(true);
            }

            if (_isClosed)
            {
                return new ValueTask<bool>(false);
            }

            _wake.Reset();
            _isWriterWaiting = true;
            return new ValueTask<bool>(this, _wake.Version);
        }
    }

    /// <summary>Takes everything that waits. The memory is valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Take()
    {
        lock (_gate)
        {
            (_filling, _writing) = (_writing, _filling);
            if (_filling.Length > WireWriter.KeptMax)
            {
                _filling = new byte[UsualCapacity];
            }

            var taken = _writing.AsMemory(0, _length);
            _length = 0;
            _batch++;
            return taken;
        }
    }

    /// <summary>Takes no more frames; what waits can still be taken.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            if (!_isWriterWaiting)
            {
                return;
            }

            _isWriterWaiting = false;
        }

        _wake.SetResult(false);
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _wake.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wake.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wake.OnCompleted(continuation, state, token, flags);
}
