using System.Globalization;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>Says what has changed between two pictures of a cluster. Pure.</summary>
internal static class ClusterDifference
{
    private const int ShardsShownMax = 8;

    /// <summary>The changes, members first. A picture that is older than the one before, from a node that lags, changes nothing.</summary>
    /// <param name="before">The picture before; <see langword="null"/> at the beginning: then everything that there is is told, except shards.</param>
    /// <param name="now">The picture now.</param>
    public static IReadOnlyList<ClusterChange> Between(ClusterPicture? before, ClusterPicture now) =>
    [
        .. Members(before?.Cluster.Members ?? [], now.Cluster.Members),
        .. Leader(before?.Cluster, now.Cluster),
        .. before is null ? [] : Owners(before.Shards, now.Shards),
        .. Serving(before?.Cluster, now.Cluster),
    ];

    /// <summary>The newer parts of two pictures: the tables' versions say which.</summary>
    /// <param name="before">The picture before, or <see langword="null"/>.</param>
    /// <param name="now">What was read now, maybe from another node.</param>
    public static ClusterPicture Newest(ClusterPicture? before, ClusterPicture now)
    {
        if (before is null)
        {
            return now;
        }

        var cluster = now.Cluster.MembershipVersion >= before.Cluster.MembershipVersion ? now.Cluster : now.Cluster with { MembershipVersion = before.Cluster.MembershipVersion, Members = before.Cluster.Members };
        var known = before.Cluster;
        if (known.LeaderEpoch > (cluster.LeaderEpoch ?? long.MaxValue))
        {
            cluster = cluster with { Leader = known.Leader, LeaderEpoch = known.LeaderEpoch };
        }

        return new ClusterPicture(cluster, now.Shards.Version >= before.Shards.Version ? now.Shards : before.Shards);
    }

    private static IEnumerable<ClusterChange> Members(IReadOnlyList<MemberInfo> before, IReadOnlyList<MemberInfo> now)
    {
        var known = before.ToDictionary(static member => member.Id, StringComparer.Ordinal);
        foreach (var member in now)
        {
            var last = known.GetValueOrDefault(member.Id);
            if (last?.Status != member.Status)
            {
                var place = last is null && member.Url is { } url ? $" at {url}" : string.Empty;
                yield return new ClusterChange("member", member.Id, last is null ? $"{member.Id} is {member.Status}{place}" : $"{member.Id} is {member.Status}, was {last.Status}");
            }

            foreach (var by in member.SuspectedBy.Except(last?.SuspectedBy ?? []))
            {
                yield return new ClusterChange("suspicion", member.Id, $"{member.Id} is suspected by {by}");
            }

            foreach (var by in (last?.SuspectedBy ?? []).Except(member.SuspectedBy).Where(_ => member.Status != "down"))
            {
                yield return new ClusterChange("suspicion", member.Id, $"{member.Id} is no longer suspected by {by}");
            }
        }

        foreach (var gone in before.Where(last => now.All(member => member.Id != last.Id)))
        {
            yield return new ClusterChange("member", gone.Id, $"{gone.Id} is forgotten, was {gone.Status}");
        }
    }

    private static IEnumerable<ClusterChange> Leader(ClusterInfo? before, ClusterInfo now)
    {
        if (before?.Leader == now.Leader && before?.LeaderEpoch == now.LeaderEpoch && before is not null)
        {
            yield break;
        }

        var was = before is null || before.Leader == now.Leader ? string.Empty : $", was {before.Leader ?? "none"}";
        var epoch = now.LeaderEpoch is { } number ? string.Create(CultureInfo.InvariantCulture, $" (epoch {number})") : string.Empty;
        yield return new ClusterChange("leader", now.Leader, $"leader {now.Leader ?? "none"}{epoch}{was}");
    }

    private static IEnumerable<ClusterChange> Owners(ShardList before, ShardList now)
    {
        var known = before.Shards.ToDictionary(static shard => shard.Shard, static shard => shard.Owner);
        return now.Shards
            .Select(shard => (shard.Shard, From: known.GetValueOrDefault(shard.Shard), To: shard.Owner))
            .Where(static move => move.From != move.To)
            .GroupBy(static move => (move.From, move.To))
            .Select(static move => new ClusterChange("shards", move.Key.To ?? move.Key.From, $"{Count([.. move.Select(static one => one.Shard)])}: {move.Key.From ?? "nobody"} -> {move.Key.To ?? "nobody"}")
            {
                Shards = [.. move.Select(static one => one.Shard)],
            });
    }

    private static string Count(int[] shards)
    {
        var shown = string.Join(' ', shards.Take(ShardsShownMax).Select(static shard => shard.ToString(CultureInfo.InvariantCulture)));
        return shards.Length == 1 ? $"shard {shown}" : $"{shards.Length} shards ({shown}{(shards.Length > ShardsShownMax ? " …" : string.Empty)})";
    }

    private static IEnumerable<ClusterChange> Serving(ClusterInfo? before, ClusterInfo now)
    {
        // Another node that answers says nothing about the one before.
        var was = before is null || before.Self != now.Self || before.Serving;
        if (was != now.Serving)
        {
            yield return new ClusterChange("serving", now.Self, now.Serving ? $"{now.Self} serves again" : $"{now.Self} has lost touch with the cluster and does not serve");
        }
    }
}
