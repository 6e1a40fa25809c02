using System.Collections.Immutable;
using FlexCore.Application.Cluster;

namespace FlexCore.Cluster.Membership;

/// <summary>What a node says of itself when it joins.</summary>
/// <param name="Name">Its name, unique in the cluster.</param>
/// <param name="Address">Where other nodes reach it.</param>
public sealed record MemberProfile(string Name, NodeAddress Address)
{
    /// <summary>The URL of its HTTP interface, or <see langword="null"/> when it has none.</summary>
    public string? HttpUrl { get; init; }

    /// <summary>What it may be used for; empty for everything.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Its program's version.</summary>
    public string Version { get; init; } = "0";

    /// <summary>The wire protocol versions it speaks.</summary>
    public ProtocolRange Protocols { get; init; } = new(1, 1);

    internal Member ToMember(long incarnation) =>
        new(new NodeId(Name, incarnation), MemberStatus.Joining, Address) { HttpUrl = HttpUrl, Roles = Roles, Version = Version, Protocols = Protocols };
}
