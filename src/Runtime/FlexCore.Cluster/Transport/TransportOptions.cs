using System.Net;
using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Transport;

/// <summary>How nodes talk to each other.</summary>
public sealed class TransportOptions
{
    /// <summary>Where these settings live in the configuration.</summary>
    public const string Section = "flexcore.cluster.transport";

    /// <summary>The address to listen on for other nodes: an IP address of this machine.</summary>
    /// <value><c>127.0.0.1</c>, which only this machine reaches.</value>
    public string BindAddress { get; set; } = "127.0.0.1";

    /// <summary>The TCP port to listen on; 0 lets the system choose one.</summary>
    /// <value>7946; from 0 to 65,535.</value>
    public int Port { get; set; } = 7_946;

    /// <summary>The address under which other nodes reach this one, an IP address or a host name; empty when it is <see cref="BindAddress"/>.</summary>
    /// <value>Empty; up to 253 characters. Needed when <see cref="BindAddress"/> is every address of the machine, or another one is in front of it.</value>
    public string AdvertisedAddress { get; set; } = "";

    /// <summary>The port under which other nodes reach this one; 0 when it is <see cref="Port"/>.</summary>
    /// <value>0; from 0 to 65,535.</value>
    public int AdvertisedPort { get; set; }

    /// <summary>The longest frame, its header not counted. The largest command must fit, so all nodes of a cluster should agree.</summary>
    /// <value>80 MiB; from 64 KiB to 1 GiB.</value>
    public int FrameBytesMax { get; set; } = 80 * 1024 * 1024;

    /// <summary>How many requests to one node may wait for their answer. The next one is refused with <c>overloaded</c>.</summary>
    /// <value>16,384 requests; from 1 to 65,536.</value>
    public int RequestsInFlightMax { get; set; } = 16_384;

    /// <summary>How many bytes of frames may wait to be written to one connection. A frame that does not fit is refused; one alone always fits.</summary>
    /// <value>16 MiB; from 64 KiB to 1 GiB.</value>
    public int UnsentBytesMax { get; set; } = 16 * 1024 * 1024;

    /// <summary>How many bytes may wait to be written to one connection before messages without an answer are dropped: a slow node loses hints, never commands.</summary>
    /// <value>4 MiB; from 64 KiB to <see cref="UnsentBytesMax"/>.</value>
    public int HintBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many nodes may be connected to this one at once. A further one is closed at once.</summary>
    /// <value>1,024 connections; from 1 to 65,536.</value>
    public int InboundConnectionsMax { get; set; } = 1_024;

    /// <summary>How long making a connection may take.</summary>
    /// <value>3 s; from 10 ms to 1 min.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the handshake may take, encryption included. Whoever connects and says nothing is closed after it.</summary>
    /// <value>3 s; from 10 ms to 1 min.</value>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often each connection is asked whether its other end is alive.</summary>
    /// <value>1 s; from 10 ms to 1 min.</value>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long nothing may be received from a node before its connection counts as dead and what waits on it as lost.</summary>
    /// <value>5 s; from twice <see cref="HeartbeatInterval"/> to 10 min.</value>
    public TimeSpan SilenceMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause after the second failed attempt in a row to connect; it doubles with each further one. The second attempt is made at once.</summary>
    /// <value>50 ms; from 0 to <see cref="ReconnectBackoffMax"/>.</value>
    public TimeSpan ReconnectBackoffMin { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause between attempts to connect.</summary>
    /// <value>2 s; from 0 to 10 min.</value>
    public TimeSpan ReconnectBackoffMax { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The part of a pause that is left to chance.</summary>
    /// <value>0.2; from 0 to 1.</value>
    public double ReconnectJitter { get; set; } = 0.2;

    /// <summary>How long a stop waits for the answers of what was accepted.</summary>
    /// <value>5 s; from 0 to 10 min.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Where other nodes are told to reach this one.</summary>
    /// <exception cref="ClusterOptionsException">The settings do not say it; the message names key, value and remedy.</exception>
    public NodeAddress Advertise()
    {
        var isAny = IPAddress.TryParse(BindAddress, out var bound) && (bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any));
        OptionRules.Require(AdvertisedAddress.Length > 0 || !isAny, $"{Section}.advertised-address", "empty", $"that other nodes can reach, because {Section}.bind-address is every address of the machine");
        OptionRules.Require(AdvertisedPort > 0 || Port > 0, $"{Section}.port", "0", "from 1 to 65,535, because other nodes must know it");
        return new NodeAddress(AdvertisedAddress.Length > 0 ? AdvertisedAddress : BindAddress, AdvertisedPort > 0 ? AdvertisedPort : Port);
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ClusterOptionsException">A value is outside its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        OptionRules.Require(IPAddress.TryParse(BindAddress, out _), $"{Section}.bind-address", $"'{BindAddress}'", "that is an IP address of this machine");
        OptionRules.RequireRange($"{Section}.port", Port, 0, 65_535);
        OptionRules.Require(
            AdvertisedAddress.Length == 0 || Uri.CheckHostName(AdvertisedAddress) is not UriHostNameType.Unknown, $"{Section}.advertised-address", $"'{AdvertisedAddress}'", "that is an IP address or a host name, or empty");
        OptionRules.RequireRange($"{Section}.advertised-port", AdvertisedPort, 0, 65_535);
        OptionRules.RequireRange($"{Section}.frame-bytes-max", FrameBytesMax, 64 * 1024, 1024 * 1024 * 1024);
        OptionRules.RequireRange($"{Section}.requests-in-flight-max", RequestsInFlightMax, 1, 65_536);
        OptionRules.RequireRange($"{Section}.unsent-bytes-max", UnsentBytesMax, 64 * 1024, 1024 * 1024 * 1024);
        OptionRules.RequireRange($"{Section}.hint-bytes-max", HintBytesMax, 64 * 1024, UnsentBytesMax);
        OptionRules.RequireRange($"{Section}.inbound-connections-max", InboundConnectionsMax, 1, 65_536);
        OptionRules.RequireRange($"{Section}.connect-timeout", ConnectTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        OptionRules.RequireRange($"{Section}.handshake-timeout", HandshakeTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        OptionRules.RequireRange($"{Section}.heartbeat-interval", HeartbeatInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        OptionRules.RequireRange($"{Section}.silence-max", SilenceMax, 2 * HeartbeatInterval, TimeSpan.FromMinutes(10));
        OptionRules.RequireRange($"{Section}.reconnect-backoff-max", ReconnectBackoffMax, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        OptionRules.RequireRange($"{Section}.reconnect-backoff-min", ReconnectBackoffMin, TimeSpan.Zero, ReconnectBackoffMax);
        OptionRules.RequireRange($"{Section}.reconnect-jitter", ReconnectJitter, 0, 1);
        OptionRules.RequireRange($"{Section}.drain-timeout", DrainTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10));
    }
}
