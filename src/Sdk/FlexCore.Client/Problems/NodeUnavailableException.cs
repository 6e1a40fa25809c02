namespace FlexCore.Client.Problems;

/// <summary>No node answered in time, or what answered is none. A changing call may have been done nevertheless, unless it carried an idempotency key and is repeated with it.</summary>
public sealed class NodeUnavailableException : NodeException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Where, and what happened.</param>
    /// <param name="innerException">The cause, if any.</param>
    public NodeUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether no connection came about, so that the call was certainly not done.</summary>
    /// <value>The default value is <see langword="false"/>: it may have been done.</value>
    public bool WasNotSent { get; init; }
}
