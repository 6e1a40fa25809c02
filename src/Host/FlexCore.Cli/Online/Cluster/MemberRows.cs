using System.Globalization;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>How a cluster and its members look. Pure.</summary>
internal static class MemberRows
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["NODE", "STATUS", "LEADS", "SHARDS", "HEARTBEAT", "URL", "VERSION", "ROLES", "SUSPECTED BY"];

    /// <summary>A member.</summary>
    /// <param name="cluster">The cluster that it belongs to.</param>
    /// <param name="member">The member.</param>
    public static IReadOnlyList<string> Row(ClusterInfo cluster, MemberInfo member) =>
    [
        member.Id,
        member.Status,
        member.Id == cluster.Leader ? "yes" : "-",
        Amounts.Count(member.Shards),
        Age(cluster, member),
        member.Url ?? "-",
        member.Version,
        member.Roles.Count == 0 ? "-" : string.Join(',', member.Roles),
        member.SuspectedBy.Count == 0 ? "-" : string.Join(',', member.SuspectedBy),
    ];

    /// <summary>The cluster in one line.</summary>
    /// <param name="cluster">The cluster.</param>
    public static string Title(ClusterInfo cluster)
    {
        var counts = cluster.Members.CountBy(static member => member.Status).OrderBy(static pair => Rank(pair.Key)).Select(static pair => $"{pair.Value} {pair.Key}");
        var shards = string.Create(
            CultureInfo.InvariantCulture,
            $"{cluster.Shards:N0} shards{(cluster.Unowned > 0 ? $", {cluster.Unowned:N0} without owner" : string.Empty)}{(cluster.Moving > 0 ? $", {cluster.Moving:N0} on the move" : string.Empty)}");

        // A node reads the members when something changes, so in quiet times it knows no newer heartbeats.
        var read = cluster.MembersReadAt is { } at ? $"; heartbeats as of {Answers.Time(at)}" : string.Empty;
        return SafeText.OneLine(
            $"{string.Join(", ", counts)}; leader {cluster.Leader ?? "none"}; {shards}{read}{(cluster.Serving ? string.Empty : $"; {cluster.Self}, which answers, has lost touch and does not serve")}");
    }

    // As old as it was when the members were read, by one clock. Those that are down have none any more.
    private static string Age(ClusterInfo cluster, MemberInfo member) => cluster.MembersReadAt is { } now && member.Status != "down"
        ? Amounts.Duration(now > member.HeartbeatAt ? now - member.HeartbeatAt : TimeSpan.Zero)
        : "-";

    private static int Rank(string status) => status switch
    {
        "up" => 0,
        "joining" => 1,
        "leaving" => 2,
        _ => 3,
    };
}
