namespace FlexCore.Cluster.Membership;

/// <summary>The cluster does not take this node. The message says which member stands against it and the remedy; trying again without a change is refused again.</summary>
public sealed class ClusterJoinException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Who stands against it, why, and the remedy.</param>
    public ClusterJoinException(string message)
        : base(message)
    {
    }
}
