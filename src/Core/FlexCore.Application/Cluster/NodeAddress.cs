using System.Globalization;

namespace FlexCore.Application.Cluster;

/// <summary>Where a node listens for other nodes.</summary>
/// <param name="Host">An IP address or a host name.</param>
/// <param name="Port">The TCP port, 1 to 65,535.</param>
public sealed record NodeAddress(string Host, int Port)
{
    /// <summary>The text form <c>host:port</c>; an IPv6 address stands in brackets.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
