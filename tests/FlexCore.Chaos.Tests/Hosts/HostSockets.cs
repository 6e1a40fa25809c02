using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using FlexCore.Chaos.Tests.Servers;

namespace FlexCore.Chaos.Tests.Hosts;

/// <summary>Connections to the loopback of another host: a socket belongs to the network namespace in which it was made, whoever uses it afterwards.</summary>
internal static partial class HostSockets
{
    /// <summary>A handler whose connections to a node come from the node's own host.</summary>
    public static SocketsHttpHandler Handler(IReadOnlyList<ChaosNode> nodes) => new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(1),
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = Create(nodes.FirstOrDefault(node => node.Url.Port == context.DnsEndPoint.Port)?.Host);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    private static Socket Create(string? host)
    {
        if (host is null)
        {
            return new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        }

        // Nothing is awaited between the two changes, so no other work of this thread sees the other host.
        using var here = File.OpenHandle("/proc/thread-self/ns/net");
        using var there = File.OpenHandle($"/var/run/netns/{host}");
        Enter(there);
        try
        {
            return new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        }
        finally
        {
            Enter(here);
        }
    }

    private static void Enter(SafeHandle host)
    {
        if (SetNamespace((int)host.DangerousGetHandle(), 0) != 0)
        {
            throw new InvalidOperationException($"The network namespace could not be changed: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int kind);
}
