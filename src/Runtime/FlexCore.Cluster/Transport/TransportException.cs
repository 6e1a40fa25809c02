namespace FlexCore.Cluster.Transport;

/// <summary>A node cannot talk to others, or another node did not do what was asked. The message says which, why and the remedy.</summary>
public sealed class TransportException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What failed, with the node, and the remedy.</param>
    /// <param name="innerException">The cause, if any.</param>
    public TransportException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
