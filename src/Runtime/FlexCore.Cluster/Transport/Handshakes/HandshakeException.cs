namespace FlexCore.Cluster.Transport.Handshakes;

/// <summary>A handshake that did not end with a connection.</summary>
internal sealed class HandshakeException(string code, string message) : IOException(message)
{
    /// <summary>Why, as in <see cref="Rejection"/>; <c>no-node</c> when the other end is not a node at all.</summary>
    internal string Code { get; } = code;
}
