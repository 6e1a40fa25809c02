namespace FlexCore.Client.Problems;

/// <summary>The state of what a call names does not allow it (409).</summary>
public sealed class NodeConflictException : NodeProblemException
{
    /// <summary>Creates the error.</summary>
    /// <param name="problem">Why.</param>
    public NodeConflictException(NodeProblem problem)
        : base(problem)
    {
    }
}
