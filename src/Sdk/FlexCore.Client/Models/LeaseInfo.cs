namespace FlexCore.Client.Models;

/// <summary>One lease of a cluster: the leader's, or a cluster singleton's.</summary>
/// <param name="Name"><c>leader</c>, or <c>singleton/name</c>.</param>
/// <param name="Owner">Who holds it, or held it last.</param>
/// <param name="Epoch">The holder's epoch.</param>
/// <param name="Since">When the holder took it, by the database's clock.</param>
/// <param name="Held">Whether it is held now.</param>
public sealed record LeaseInfo(string Name, string Owner, long Epoch, DateTimeOffset Since, bool Held);
