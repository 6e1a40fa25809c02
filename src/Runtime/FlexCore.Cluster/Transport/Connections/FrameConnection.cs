using System.Security.Authentication;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Connections;

/// <summary>One connection after its handshake: a task that reads and hands on frames, and one that writes what waits.</summary>
/// <remarks>Frames are handled on the reading task, one after the other. <see cref="Abort"/> may be called by anybody, and the first reason stays.</remarks>
internal abstract class FrameConnection(TransportCore core)
{
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stream? _stream;
    private string? _reason;
    private long _received = core.Time.GetTimestamp();
    private bool _isAborted;
    private Task _writing = Task.CompletedTask;

    protected TransportCore Core { get; } = core;

    /// <summary>The other end, for people.</summary>
    protected abstract string Peer { get; }

    /// <summary>What waits to be written. Frames may be appended before the handshake has ended.</summary>
    internal FrameQueue Queue { get; } = new();

    /// <summary>For how long nothing was received.</summary>
    internal TimeSpan Silence => Core.Time.GetElapsedTime(Volatile.Read(ref _received));

    /// <summary>Why the connection ended, or <see langword="null"/> while it has not.</summary>
    internal string? Reason => Volatile.Read(ref _reason);

    /// <summary>Ends the connection at once.</summary>
    internal void Abort(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        Volatile.Write(ref _isAborted, true);
        _aborted.TrySetResult();
        Queue.Close();
        Volatile.Read(ref _stream)?.Dispose();
    }

    /// <summary>Appends a frame without a body.</summary>
    internal void Signal(FrameKind kind) => Queue.TryAppend(Core.Begin(), kind, 0, FrameQueue.Unbounded);

    /// <summary>Takes no more frames, writes what waits and says goodbye.</summary>
    /// <returns>Completes when everything was handed to the network, or the connection has ended.</returns>
    internal Task FinishAsync()
    {
        Signal(FrameKind.Goodbye);
        Queue.Close();
        return _writing;
    }

    /// <summary>Serves the connection until it ends.</summary>
    /// <param name="stream">The connection, after the handshake; disposed at the end.</param>
    /// <param name="reader">What reads it, with the bytes that came behind the handshake.</param>
    /// <returns>Why it ended.</returns>
    protected async Task<string> ServeAsync(Stream stream, FrameReader reader)
    {
        Volatile.Write(ref _received, Core.Time.GetTimestamp());
        Interlocked.Exchange(ref _stream, stream);
        if (Volatile.Read(ref _isAborted))
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }

        _writing = WriteAsync(stream);
        await ReadAsync(reader).ConfigureAwait(false);
        Abort("the connection ended");
        await _writing.ConfigureAwait(false);
        return Reason ?? "the connection ended";
    }

    /// <summary>Handles a frame.</summary>
    /// <exception cref="WireException">The frame breaks the protocol.</exception>
    protected abstract void OnFrame(in FrameView frame);

    private async Task ReadAsync(FrameReader reader)
    {
        try
        {
            do
            {
                Volatile.Write(ref _received, Core.Time.GetTimestamp());
                while (reader.TryNext(out var frame))
                {
                    OnFrame(frame);
                }
            }
            while (await reader.FillAsync(CancellationToken.None).ConfigureAwait(false));
            Abort("the other node closed the connection");
        }
        catch (WireException error)
        {
            Abort($"the other node broke the protocol: {error.Message}");
        }
        catch (Exception error) when (IsBroken(error))
        {
            Abort(error.Message);
        }
        catch (Exception error)
        {
            // A supervision boundary: whatever a handler throws ends this connection and no other.
            Core.Log.ConnectionFaulted(Peer, error);
            Abort($"this node failed over a frame: {error.Message}");
        }
    }

    private async Task WriteAsync(Stream stream)
    {
        try
        {
            while (await Queue.WaitAsync().ConfigureAwait(false))
            {
                var batch = Queue.Take();
                Core.Instruments.CountSent(batch.Length);
                await stream.WriteAsync(batch).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (IsBroken(error))
        {
            // What the other end said last, a goodbye perhaps, may still be there to read: the reading task has a moment for it.
            Interlocked.CompareExchange(ref _reason, error.Message, null);
            Queue.Close();
            await Task.WhenAny(_aborted.Task, Task.Delay(LastWords, Core.Time, CancellationToken.None)).ConfigureAwait(false);
            Abort(error.Message);
        }
    }

    private static bool IsBroken(Exception error) =>
        error is IOException or ObjectDisposedException or System.Net.Sockets.SocketException or AuthenticationException or OperationCanceledException;
}
