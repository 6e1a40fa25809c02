using System.Collections.Concurrent;
using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Transport.Handshakes;

/// <summary>Decides on a hello: whether both nodes serve together, or why not.</summary>
/// <remarks>Thread-safe. Remembers the newest life of each node it has seen, as many as there are names in a cluster.</remarks>
internal sealed class Doorman(NodeId self, string cluster, ProtocolRange protocols, Func<NodeId, string?> admission)
{
    private const int NamesMax = 65_536;
    private readonly ConcurrentDictionary<string, long> _newest = new(StringComparer.Ordinal);

    /// <summary>Decides.</summary>
    /// <param name="hello">What the other node said.</param>
    /// <param name="protocol">The version to use, when it is served.</param>
    /// <returns><see langword="null"/> when it is served, or the reason.</returns>
    internal Rejection? Examine(Hello hello, out int protocol)
    {
        protocol = 0;
        if (!string.Equals(hello.Cluster, cluster, StringComparison.Ordinal))
        {
            return new Rejection(
                "wrong-cluster",
                $"{hello.From} belongs to cluster '{hello.Cluster}' and {self} to '{cluster}'. Give both the same flexcore.cluster.name, or correct the address.");
        }

        if (hello.Protocols.CommonWith(protocols) is not { } common)
        {
            return new Rejection(
                "incompatible-version",
                $"{hello.From} speaks versions {Text(hello.Protocols)} of the wire protocol and {self} versions {Text(protocols)}. Upgrade the older node by way of a version between.");
        }

        protocol = common;
        if (hello.To != self)
        {
            return new Rejection(
                "wrong-node",
                $"{hello.From} wants {hello.To} but {self} listens here. " + (string.Equals(hello.To.Name, self.Name, StringComparison.Ordinal)
                    ? "That node was restarted; its new life is in the membership table."
                    : "Two nodes were given one address: correct it."));
        }

        if (hello.From.Name == self.Name)
        {
            return new Rejection("wrong-node", $"{hello.From} has the name of {self}, which serves it. Give each node a name of its own.");
        }

        if (IsStale(hello.From, out var newest))
        {
            return new Rejection(
                "stale-incarnation", $"{hello.From} was replaced: {self} has already met its life {newest}. The older process must stop.");
        }

        return admission(hello.From) is { } reason ? new Rejection("not-admitted", $"{self} does not serve {hello.From}: {reason}") : null;
    }

    private bool IsStale(NodeId from, out long newest)
    {
        newest = _newest.Count < NamesMax || _newest.ContainsKey(from.Name)
            ? _newest.AddOrUpdate(from.Name, from.Incarnation, (_, known) => Math.Max(known, from.Incarnation))
            : from.Incarnation;
        return newest > from.Incarnation;
    }

    private static string Text(ProtocolRange range) => $"{range.Lowest} to {range.Highest}";
}
