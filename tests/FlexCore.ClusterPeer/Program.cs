using System.Net;
using System.Net.Sockets;
using FlexCore.ClusterPeer;
using FlexCore.Domain;

// The other process of measurements between two nodes: "echo" and "batched-echo" over a plain socket, or "node NAME TOPIC" with a subscriber.
if (args is ["node", var name, var topic])
{
    await using var node = await PeerNode.OwnerAsync(name);
    await using var subscription = node.Bus.Subscribe(SecurityContext.Development, topic, bufferSize: 65_536);
    Console.WriteLine($"http://127.0.0.1:{node.Transport.Port}");
    await foreach (var _ in subscription.ReadAllAsync())
    {
        // Only that it came counts.
    }
}
else
{
    using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    listener.Listen();
    Console.WriteLine($"http://{listener.LocalEndPoint}");
    await RawEcho.ServeAsync(listener, isBatched: args is ["batched-echo"]);
}
