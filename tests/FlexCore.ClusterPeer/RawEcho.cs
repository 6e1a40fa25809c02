using System.Net;
using System.Net.Sockets;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.ClusterPeer;

/// <summary>The limit beside the transport: the same framing and payload over a plain socket, each frame checked on both ends.</summary>
/// <remarks>
/// One write for each frame is what an echo does that knows nothing of its neighbours. Batched, one write carries the answers to all that one
/// read brought: the most that can be had, with no caller who waits for an answer of his own.
/// </remarks>
public static class RawEcho
{
    private const int FrameBytesMax = 1024 * 1024;
    private const int BatchBytes = 1024 * 1024;

    /// <summary>Echoes one connection after the other.</summary>
    public static async Task ServeAsync(Socket listener, bool isBatched)
    {
        ArgumentNullException.ThrowIfNull(listener);
        while (true)
        {
            using var socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            try
            {
                await ServeOneAsync(socket, isBatched);
            }
            catch (IOException)
            {
                // The load has had enough and left with frames on their way.
            }
        }
    }

    /// <summary>Keeps a number of frames in flight on one connection until so many have come back.</summary>
    public static async Task LoadAsync(int port, int inFlight, int bodyLength, long count, bool isBatched)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = new NetworkStream(socket);
        var reader = new FrameReader(stream, FrameBytesMax);
        var first = new byte[inFlight * (Frame.HeaderLength + bodyLength)];
        var length = 0;
        for (var id = 0; id < inFlight; id++)
        {
            length += Lay(first.AsSpan(length), new byte[bodyLength], FrameKind.Request, (ulong)id);
        }

        await stream.WriteAsync(first.AsMemory(0, length));
        var answers = new byte[BatchBytes];
        for (long received = 0; received < count;)
        {
            if (!await reader.FillAsync(CancellationToken.None))
            {
                throw new IOException("The echo ended.");
            }

            received += await EchoAsync(stream, reader, answers, FrameKind.Request, isBatched);
        }
    }

    private static async Task ServeOneAsync(Socket socket, bool isBatched)
    {
        await using var stream = new NetworkStream(socket);
        var reader = new FrameReader(stream, FrameBytesMax);
        var answers = new byte[BatchBytes];
        while (await reader.FillAsync(CancellationToken.None))
        {
            await EchoAsync(stream, reader, answers, FrameKind.Reply, isBatched);
        }
    }

    private static async Task<int> EchoAsync(NetworkStream stream, FrameReader reader, byte[] answers, FrameKind kind, bool isBatched)
    {
        var frames = 0;
        var length = 0;
        while (reader.TryNext(out var frame))
        {
            frames++;
            length += Lay(answers.AsSpan(length), frame.Body.Span, kind, frame.Id);
            if (!isBatched)
            {
                await stream.WriteAsync(answers.AsMemory(0, length));
                length = 0;
            }
        }

        if (length > 0)
        {
            await stream.WriteAsync(answers.AsMemory(0, length));
        }

        return frames;
    }

    private static int Lay(Span<byte> target, ReadOnlySpan<byte> body, FrameKind kind, ulong id)
    {
        var frame = target[..(Frame.HeaderLength + body.Length)];
        body.CopyTo(frame[Frame.HeaderLength..]);
        Frame.Seal(frame, Frame.Checksum(body), kind, id);
        return frame.Length;
    }
}
