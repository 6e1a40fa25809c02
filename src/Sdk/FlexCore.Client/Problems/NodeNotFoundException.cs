namespace FlexCore.Client.Problems;

/// <summary>What a call names does not exist (404).</summary>
public sealed class NodeNotFoundException : NodeProblemException
{
    /// <summary>Creates the error.</summary>
    /// <param name="problem">Why.</param>
    public NodeNotFoundException(NodeProblem problem)
        : base(problem)
    {
    }
}
