namespace FlexCore.Client.Problems;

/// <summary>The node answered that a call is not done. Nothing was changed.</summary>
public class NodeProblemException : NodeException
{
    /// <summary>Creates the error.</summary>
    /// <param name="problem">Why.</param>
    public NodeProblemException(NodeProblem problem)
        : base(Describe(problem)) => Problem = problem;

    /// <summary>Why the call is not done.</summary>
    public NodeProblem Problem { get; }

    internal static NodeProblemException Of(NodeProblem problem) => problem.Status switch
    {
        404 => new NodeNotFoundException(problem),
        409 => new NodeConflictException(problem),
        429 or 503 => new NodeBusyException(problem),
        _ => new NodeProblemException(problem),
    };

    private static string Describe(NodeProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var what = problem.Detail.Length > 0 ? problem.Detail : problem.Title;
        return problem.Field is { } field && !what.Contains(field, StringComparison.Ordinal) ? $"{field}: {what}" : what;
    }
}
