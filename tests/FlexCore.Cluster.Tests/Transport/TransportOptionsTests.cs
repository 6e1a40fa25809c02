using FlexCore.Cluster.Transport;

namespace FlexCore.Cluster.Tests.Transport;

public sealed class TransportOptionsTests
{
    public static TheoryData<string, Action<TransportOptions>> Wrong => new()
    {
        { "bind-address", options => options.BindAddress = "example.org" },
        { "port", options => options.Port = 65_536 },
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
        change(options);

        Should.Throw<ClusterOptionsException>(options.Validate).Key.ShouldBe($"flexcore.cluster.transport.{key}");
    }
}
