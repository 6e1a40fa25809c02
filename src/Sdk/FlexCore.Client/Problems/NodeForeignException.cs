namespace FlexCore.Client.Problems;

/// <summary>Something answered that is no node, or one of another version. Repeating the call does not help.</summary>
public sealed class NodeForeignException : NodeException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Where, and what it answered.</param>
    /// <param name="innerException">The cause, if any.</param>
    public NodeForeignException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
