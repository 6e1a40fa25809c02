namespace FlexCore.Cluster.Transport.Wire;

/// <summary>Bytes from another node are not what the wire protocol says. The connection cannot go on.</summary>
internal sealed class WireException(string message, Exception? innerException = null) : IOException(message, innerException);
