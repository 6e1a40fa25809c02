using System.Net;
using System.Net.Sockets;
using FlexCore.Testing.Network;

namespace FlexCore.Testing.Tests.Network;

/// <summary>A client and a server with a proxy between them.</summary>
internal sealed class ProxiedPair : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly bool _ownsProxy;

    private ProxiedPair(TcpListener listener, FaultProxy proxy, SocketEnd client, SocketEnd server, bool ownsProxy) =>
        (_listener, Proxy, Client, Server, _ownsProxy) = (listener, proxy, client, server, ownsProxy);

    public FaultProxy Proxy { get; }

    public SocketEnd Client { get; }

    public SocketEnd Server { get; }

    public static async Task<ProxiedPair> OpenAsync(int seed = 1, TimeProvider? time = null, FrameCutter? cutter = null)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var proxy = new FaultProxy(listener.LocalEndpoint, seed, time ?? TimeProvider.System, cutter);
        return await ConnectAsync(listener, proxy, ownsProxy: true);
    }

    /// <summary>A further connection through the same proxy.</summary>
    public Task<ProxiedPair> ConnectAsync() => ConnectAsync(_listener, Proxy, ownsProxy: false);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Server.Dispose();
        if (_ownsProxy)
        {
            await Proxy.DisposeAsync();
            _listener.Dispose();
        }
    }

    private static async Task<ProxiedPair> ConnectAsync(TcpListener listener, FaultProxy proxy, bool ownsProxy)
    {
        var accepting = listener.AcceptSocketAsync();
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return new ProxiedPair(listener, proxy, new SocketEnd(client), new SocketEnd(await accepting), ownsProxy);
    }
}
