namespace FlexCore.Application.Cluster;

/// <summary>The right to be the one: leader, or the node of a cluster singleton. The epoch fences every older holder.</summary>
/// <param name="Name">What it is a lease of: <c>leader</c>, or <c>singleton/name</c>.</param>
/// <param name="Epoch">Grows by one with every taking, from 1.</param>
/// <param name="Owner">Who holds it.</param>
public sealed record NamedLease(string Name, long Epoch, NodeId Owner)
{
    /// <summary>The leader's lease.</summary>
    public const string Leader = "leader";
}
