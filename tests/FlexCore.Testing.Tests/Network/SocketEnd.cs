using System.Net.Sockets;

namespace FlexCore.Testing.Tests.Network;

/// <summary>One end of a connection.</summary>
internal sealed class SocketEnd(Socket socket) : IDisposable
{
    public async Task WriteAsync(byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None);
        }
    }

    /// <summary>Reads a number of bytes, or what comes before the end.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var bytes = new List<byte>();
        var buffer = new byte[64 * 1024];
        try
        {
            while (bytes.Count < count)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(buffer.Length, count - bytes.Count)), SocketFlags.None, limit.Token);
                if (read == 0)
                {
                    break;
                }

                bytes.AddRange(buffer[..read]);
            }
        }
        catch (SocketException)
        {
            // A connection that was broken has ended, too.
        }

        return [.. bytes];
    }

    public void End() => socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => socket.Dispose();
}
