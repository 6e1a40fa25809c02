using System.Collections.Frozen;
using FlexCore.Client.Problems;

namespace FlexCore.Client.Transport;

/// <summary>What a failure says about the next attempt. Pure.</summary>
internal static class FailureKinds
{
    private const string NotOwner = "not-owner";
    private const string NotServing = "not-serving";
    private const string Stopping = "stopping";

    // Reasons that one node has and another need not have.
    private static readonly FrozenSet<string> OfOneNode = FrozenSet.Create(NotOwner, NotServing, Stopping, "too-many-subscribers");

    // Refused before any of it was done.
    private static readonly FrozenSet<string> BeforeAnything = FrozenSet.Create(NotOwner, NotServing, Stopping, "overloaded", "rate-limited", "too-many-subscribers");

    /// <summary>Whether another attempt may succeed.</summary>
    /// <param name="error">The failure.</param>
    public static bool MayPass(NodeException error) => error is NodeUnavailableException or NodeBusyException;

    /// <summary>Whether another node may do what this one does not.</summary>
    /// <param name="error">The failure.</param>
    public static bool IsOfOneNode(NodeException error) => error is NodeUnavailableException || (error is NodeBusyException busy && OfOneNode.Contains(busy.Problem.Code));

    /// <summary>Whether the call was certainly not done.</summary>
    /// <param name="error">The failure.</param>
    public static bool WasNotTaken(NodeException error) =>
        error is NodeUnavailableException { WasNotSent: true } || (error is NodeBusyException busy && BeforeAnything.Contains(busy.Problem.Code));

    /// <summary>Whether the cluster is between two owners: a matter of seconds, whatever the number of attempts.</summary>
    /// <param name="error">The failure.</param>
    public static bool IsMoving(NodeException error) => error is NodeBusyException { Problem.Code: NotOwner or NotServing };
}
