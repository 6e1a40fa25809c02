namespace FlexCore.Client.Problems;

/// <summary>A call to a node did not succeed: the root of all exceptions of this library.</summary>
public abstract class NodeException : Exception
{
    private protected NodeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
