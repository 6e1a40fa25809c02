namespace FlexCore.Client.Models;

/// <summary>One member of a cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Incarnation">Which life of it.</param>
/// <param name="Status"><c>joining</c>, <c>up</c>, <c>leaving</c> or <c>down</c>.</param>
/// <param name="Address">Where other nodes reach it.</param>
/// <param name="Url">Its HTTP interface, or <see langword="null"/>.</param>
/// <param name="Roles">What it may be used for; empty for everything.</param>
/// <param name="Version">Its program's version.</param>
/// <param name="StartedAt">When it joined, by the database's clock.</param>
/// <param name="HeartbeatAt">Its last heartbeat, by the database's clock.</param>
/// <param name="Shards">How many shards it owns.</param>
/// <param name="SuspectedBy">Who votes that it is dead.</param>
public sealed record MemberInfo(
    string Name,
    long Incarnation,
    string Status,
    string Address,
    string? Url,
    IReadOnlyList<string> Roles,
    string Version,
    DateTimeOffset StartedAt,
    DateTimeOffset HeartbeatAt,
    int Shards,
    IReadOnlyList<string> SuspectedBy)
{
    /// <summary>Who it is: <c>name@incarnation</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Id => FormattableString.Invariant($"{Name}@{Incarnation}");
}
