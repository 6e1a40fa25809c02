namespace FlexCore.Api.Cluster;

/// <summary>One lease: the leader's, or a cluster singleton's.</summary>
/// <param name="Name"><c>leader</c>, or <c>singleton/name</c>.</param>
/// <param name="Owner">Who holds it, or held it last.</param>
/// <param name="Epoch">The holder's epoch.</param>
/// <param name="Since">When the holder took it, by the database's clock.</param>
/// <param name="Held">Whether it is held now.</param>
internal sealed record LeaseInfo(string Name, string Owner, long Epoch, DateTimeOffset Since, bool Held);
