using System.Net;
using System.Net.Sockets;

namespace FlexCore.Persistence.PostgreSql.Tests.Faults;

/// <summary>Stands between a store and its server, and breaks the connection on which marked bytes travel: before the server gets them, or before its answer arrives.</summary>
internal sealed class AnswerLosingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly int _serverPort;
    private readonly byte[] _marker;
    private readonly bool _losesRequest;
    private readonly Task _accepting;
    private int _broken;

    public AnswerLosingProxy(int serverPort, byte[] marker, bool losesRequest)
    {
        _serverPort = serverPort;
        _marker = marker;
        _losesRequest = losesRequest;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How many connections were broken; at most one is.</summary>
    public int BrokenCount => _broken;

    public async ValueTask DisposeAsync()
    {
        // The listener is stopped last: accepting on one that is stopped is another error than being cancelled.
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Stop();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stopping.Token);
                var (toServer, toClient) = (server.GetStream(), client.GetStream());
                var isMarked = new TaskCompletionSource();
                var up = ForwardAsync(toClient, toServer, (bytes, connection) => Break(bytes, isMarked, connection), client);
                var down = ForwardAsync(toServer, toClient, (_, connection) => isMarked.Task.IsCompleted && Close(connection), client);
                await Task.WhenAny(up, down);
            }
            catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
            {
                return;
            }
        }
    }

    // The first bytes that come back after the marked ones are the server's answer to them.
    private bool Break(ReadOnlyMemory<byte> bytes, TaskCompletionSource isMarked, TcpClient connection)
    {
        if (bytes.Span.IndexOf(_marker) < 0 || Interlocked.CompareExchange(ref _broken, 1, 0) != 0)
        {
            return false;
        }

        isMarked.SetResult();
        return _losesRequest && Close(connection);
    }

    private static bool Close(TcpClient connection)
    {
        connection.Close();
        return true;
    }

    private async Task ForwardAsync(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, TcpClient, bool> isBroken, TcpClient client)
    {
        var buffer = new byte[65_536];
        while (true)
        {
            var count = await from.ReadAsync(buffer, _stopping.Token);
            if (count == 0 || isBroken(buffer.AsMemory(0, count), client))
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
        }
    }
}
