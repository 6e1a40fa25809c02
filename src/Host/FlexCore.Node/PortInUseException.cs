namespace FlexCore.Node;

/// <summary>Another process listens on the node's port.</summary>
public sealed class PortInUseException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port.</param>
    /// <param name="innerException">The server's own error.</param>
    public PortInUseException(string address, int port, Exception innerException)
        : base($"The port {port} on {address} is in use. Stop the other process, or choose another port with --port or {NodeOptions.Section}.port.", innerException)
    {
        Port = port;
    }

    /// <summary>The port.</summary>
    public int Port { get; }
}
