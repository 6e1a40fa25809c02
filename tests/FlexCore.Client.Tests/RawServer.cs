using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FlexCore.Client.Tests;

/// <summary>
/// A node's HTTP server on loopback that can die at any moment of an answer: real sockets, one handler for each request, all connections reset at once.
/// Thread-safe.
/// </summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, RawServer, NetworkStream, Task> _handler;
    private readonly List<Socket> _sockets = [];
    private readonly List<string> _seen = [];

    public RawServer(Func<string, RawServer, NetworkStream, Task> handler)
    {
        _handler = handler;
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>The requests, their headers included.</summary>
    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>A server that answers each request with JSON.</summary>
    public static RawServer Answering(string json) => new((_, _, stream) => AnswerAsync(stream, json));

    public static async Task AnswerAsync(NetworkStream stream, string json) => await WriteAsync(
        stream, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    public static async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>What <c>kill -9</c> does: nobody listens any more, and every connection is reset.</summary>
    public void Die()
    {
        _listener.Stop();
        lock (_sockets)
        {
            foreach (var socket in _sockets)
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Dispose();
            }

            _sockets.Clear();
        }
    }

    public void Dispose() => Die();

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            lock (_sockets)
            {
                _sockets.Add(socket);
            }

            _ = ServeAsync(socket);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket);
            while (await ReadRequestAsync(stream) is { } request)
            {
                lock (_seen)
                {
                    _seen.Add(request);
                }

                await _handler(request, this, stream);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or SocketException)
        {
            return;
        }
    }

    // Requests of these tests have no body beyond what one read brings.
    private static async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                return null;
            }

            length += read;
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            if (text.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                return text;
            }
        }
    }
}
