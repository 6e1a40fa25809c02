using FlexCore.Client.Problems;

namespace FlexCore.Client.Transport;

/// <summary>What came of asking the nodes one after the other. Used by one call.</summary>
internal sealed class Round
{
    private const int ShownMax = 3;

    private readonly List<NodeException> _failures = [];

    /// <summary>The shortest wait that a node asked for, or <see langword="null"/> when none did.</summary>
    public TimeSpan? Wanted { get; private set; }

    /// <summary>Whether a node said that the cluster is between two owners.</summary>
    public bool IsMoving => _failures.Exists(FailureKinds.IsMoving);

    /// <summary>Notes a failure.</summary>
    /// <param name="error">The failure.</param>
    public void Add(NodeException error)
    {
        _failures.Add(error);
        if (error is NodeBusyException busy && Backoff.Wanted(busy.Problem.RetryAfter) is { } wait)
        {
            Wanted = Wanted is { } shortest && shortest < wait ? shortest : wait;
        }
    }

    /// <summary>The failure of the whole round: what a node answered says more than that others did not.</summary>
    public NodeException ToException()
    {
        if (_failures.OfType<NodeBusyException>().LastOrDefault() is { } busy)
        {
            return busy;
        }

        if (_failures is [var only])
        {
            return only;
        }

        var more = _failures.Count > ShownMax ? FormattableString.Invariant($" … and {_failures.Count - ShownMax} more.") : string.Empty;
        return new NodeUnavailableException(
            FormattableString.Invariant($"None of {_failures.Count} nodes answers. {string.Join(' ', _failures.Take(ShownMax).Select(error => error.Message))}{more}"), _failures[^1])
        {
            WasNotSent = _failures.TrueForAll(FailureKinds.WasNotTaken),
        };
    }
}
