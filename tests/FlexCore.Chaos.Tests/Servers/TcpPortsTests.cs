using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FlexCore.TestServers;

namespace FlexCore.Chaos.Tests.Servers;

public sealed class TcpPortsTests
{
    [Fact]
    public void A_free_port_can_be_listened_on_and_is_none_that_outgoing_connections_get()
    {
        // Where the system gives away nearly all ports there are none beside them.
        const int Lowest = 32_000;
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        var first = File.Exists(Range) ? int.Parse(File.ReadAllText(Range).Split('\t')[0], CultureInfo.InvariantCulture) : 32_768;
        for (var i = 0; i < 50; i++)
        {
            var port = TcpPorts.Free();
            (port < first || first < Lowest).ShouldBeTrue($"port {port}; outgoing connections begin at {first}");
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
    }
}
