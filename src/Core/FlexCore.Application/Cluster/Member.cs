using System.Collections.Immutable;

namespace FlexCore.Application.Cluster;

/// <summary>One row of the membership table.</summary>
/// <param name="Id">Who it is.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Address">Where other nodes reach it.</param>
public sealed record Member(NodeId Id, MemberStatus Status, NodeAddress Address)
{
    /// <summary>The URL of its HTTP interface, or <see langword="null"/> when it has none.</summary>
    public string? HttpUrl { get; init; }

    /// <summary>What it may be used for; empty for everything.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Its program's version.</summary>
    public string Version { get; init; } = "0";

    /// <summary>The wire protocol versions it speaks.</summary>
    public ProtocolRange Protocols { get; init; } = new(1, 1);

    /// <summary>When it was inserted, by the table's clock. Set by the table.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Its last heartbeat, by the table's clock. Set by the table.</summary>
    public DateTimeOffset HeartbeatAt { get; init; }

    /// <summary>Who votes that it is dead.</summary>
    public ImmutableArray<Suspicion> Suspicions { get; init; } = [];
}
