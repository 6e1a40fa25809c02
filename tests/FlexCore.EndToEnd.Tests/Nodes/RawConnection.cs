using System.Net;
using System.Net.Sockets;
using System.Text;
using FlexCore.EndToEnd.Tests.Processes;

namespace FlexCore.EndToEnd.Tests.Nodes;

/// <summary>A connection that sends whatever bytes a test wants.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<RawConnection> OpenAsync(int port)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(IPAddress.Loopback, port);
        return connection;
    }

    /// <summary>Sends bytes; a server that has hung up meanwhile is no failure, because its answer says why.</summary>
    public async Task SendAsync(string text)
    {
        try
        {
            await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
        }
        catch (IOException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown })
        {
            // What it had answered before is still there to be read.
        }
    }

    /// <summary>Everything until the server closes the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var (text, buffer) = (new StringBuilder(), new byte[4_096]);
        using var patience = new CancellationTokenSource(FlexcoreProcess.Patience);
        try
        {
            while (await _client.GetStream().ReadAsync(buffer, patience.Token) is var count and > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // A reset ends the connection as well.
        }

        return text.ToString();
    }

    public void Dispose() => _client.Dispose();
}
