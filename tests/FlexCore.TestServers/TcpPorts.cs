using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace FlexCore.TestServers;

/// <summary>Free ports of the loopback for servers that must keep them through restarts.</summary>
/// <remarks>
/// Below those that the system gives to outgoing connections: one of them may take such a port at any time while its server is down, and on a busy machine does.
/// Thread-safe.
/// </remarks>
public static class TcpPorts
{
    private const int First = 10_000;
    private const int Count = 22_000;
    private const int AttemptsMax = 1_000;

    /// <summary>A port on which nothing listens now.</summary>
    /// <exception cref="InvalidOperationException">None was found.</exception>
    public static int Free()
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var port = First + RandomNumberGenerator.GetInt32(Count);
            using var listener = new TcpListener(IPAddress.Any, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken, or on its way out: another one.
                continue;
            }
        }

        throw new InvalidOperationException($"None of {AttemptsMax} ports from {First} to {First + Count - 1} was free.");
    }
}
