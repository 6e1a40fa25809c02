using System.Net;
using FlexCore.Cluster.Transport;
using FlexCore.Testing.Network;
using FlexCore.Testing.Time;

namespace FlexCore.Cluster.Tests.Transport;

/// <summary>Two nodes; the first reaches the second through a proxy that breaks the link as the test says.</summary>
internal sealed class FaultyPair : IAsyncDisposable
{
    public FaultyPair(int seed = 1)
    {
        A = new TestNode("a", time: Clock, configure: Configure);
        B = new TestNode("b", configure: Configure);
        Proxy = new FaultProxy(new IPEndPoint(IPAddress.Loopback, B.Transport.Port), seed, TimeProvider.System, WireFrames.Cut);
    }

    /// <summary>The clock of the first node.</summary>
    public ManualClock Clock { get; } = new();

    public TestNode A { get; }

    public TestNode B { get; }

    public FaultProxy Proxy { get; }

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        await A.DisposeAsync();
        await B.DisposeAsync();
    }

    private static void Configure(TransportOptions options)
    {
        options.DrainTimeout = TimeSpan.Zero;
        options.ReconnectBackoffMin = options.ReconnectBackoffMax = TimeSpan.Zero;
    }
}
