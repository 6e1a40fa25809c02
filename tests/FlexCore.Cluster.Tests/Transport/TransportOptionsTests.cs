using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport;

namespace FlexCore.Cluster.Tests.Transport;

public sealed class TransportOptionsTests
{
    public static TheoryData<string, Action<TransportOptions>> Wrong => new()
    {
        { "bind-address", options => options.BindAddress = "example.org" },
        { "port", options => options.Port = 65_536 },
        { "advertised-address", options => options.AdvertisedAddress = "no host" },
        { "advertised-port", options => options.AdvertisedPort = -1 },
        { "frame-bytes-max", options => options.FrameBytesMax = 100 },
        { "requests-in-flight-max", options => options.RequestsInFlightMax = 65_537 },
        { "unsent-bytes-max", options => options.UnsentBytesMax = 0 },
        { "hint-bytes-max", options => options.HintBytesMax = options.UnsentBytesMax + 1 },
        { "inbound-connections-max", options => options.InboundConnectionsMax = 0 },
        { "connect-timeout", options => options.ConnectTimeout = TimeSpan.Zero },
        { "handshake-timeout", options => options.HandshakeTimeout = TimeSpan.FromHours(1) },
        { "heartbeat-interval", options => options.HeartbeatInterval = TimeSpan.Zero },
        { "silence-max", options => options.SilenceMax = TimeSpan.FromSeconds(1.9) },
        { "reconnect-backoff-max", options => options.ReconnectBackoffMax = TimeSpan.FromDays(1) },
        { "reconnect-backoff-min", options => options.ReconnectBackoffMin = TimeSpan.FromMinutes(1) },
        { "reconnect-jitter", options => options.ReconnectJitter = 1.5 },
        { "drain-timeout", options => options.DrainTimeout = TimeSpan.FromSeconds(-1) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_setting_out_of_range_is_refused_with_its_key(string key, Action<TransportOptions> change)
    {
        var options = new TransportOptions();
        options.Validate();

        Should.Throw<ClusterOptionsException>(() =>
        {
            change(options);
            options.Validate();
        }).Key.ShouldBe($"flexcore.cluster.transport.{key}");
    }

    [Theory]
    [InlineData("0.0.0.0", 7_000, "advertised-address")]
    [InlineData("::", 7_000, "advertised-address")]
    [InlineData("127.0.0.1", 0, "port")]
    public void An_address_that_nobody_can_reach_is_not_told_to_others(string bound, int port, string key) =>
        Should.Throw<ClusterOptionsException>(() => new TransportOptions { BindAddress = bound, Port = port }.Advertise()).Key.ShouldBe($"flexcore.cluster.transport.{key}");

    [Fact]
    public void A_node_tells_others_its_advertised_address_and_else_the_one_it_listens_on()
    {
        new TransportOptions { BindAddress = "10.0.0.7", Port = 7_000 }.Advertise().ShouldBe(new NodeAddress("10.0.0.7", 7_000));
        new TransportOptions { BindAddress = "0.0.0.0", Port = 7_000, AdvertisedAddress = "node-1.example.org" }.Advertise().ShouldBe(new NodeAddress("node-1.example.org", 7_000));
        new TransportOptions { Port = 0, AdvertisedPort = 8_000 }.Advertise().ShouldBe(new NodeAddress("127.0.0.1", 8_000));
    }
}
