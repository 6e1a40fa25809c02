namespace FlexCore.Api.Problems;

/// <summary>Ends a request with a problem. Thrown below handlers and caught in one place; never leaves the API.</summary>
internal sealed class ProblemException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="problem">What to answer.</param>
    public ProblemException(Problem problem)
        : base(problem.Detail) => Problem = problem;

    /// <summary>Creates it.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="detail">What is wrong and the remedy.</param>
    public ProblemException(string code, string detail)
        : this(new Problem(code, detail))
    {
    }

    /// <summary>What to answer.</summary>
    public Problem Problem { get; }
}
