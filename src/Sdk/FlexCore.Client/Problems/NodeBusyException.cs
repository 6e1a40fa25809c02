namespace FlexCore.Client.Problems;

/// <summary>The node has too much to do, or is stopping (429, 503), also after the retries. Try again later.</summary>
public sealed class NodeBusyException : NodeProblemException
{
    /// <summary>Creates the error.</summary>
    /// <param name="problem">Why.</param>
    public NodeBusyException(NodeProblem problem)
        : base(problem)
    {
    }
}
