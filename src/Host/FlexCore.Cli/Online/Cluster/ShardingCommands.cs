using System.CommandLine;
using System.Globalization;
using FlexCore.Cli.ExitCodes;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>The commands under <c>flexcore sharding</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class ShardingCommands(OnlineCommand online)
{
    private static readonly string[] Headers = ["SHARD", "OWNER", "ASSIGNED", "EPOCH"];

    /// <summary>Creates the group.</summary>
    public Command Create() => new("sharding", "Shows which node of a cluster has which entities, and balances them.") { Regions(), Shards(), Locate(), ShardingRebalance.Create(online) };

    private Command Regions() => online.Create(
        "regions",
        "Shows how many shards each node owns, is to own, gets and gives away. Entities of all kinds share the shards.",
        [],
        async (_, session) =>
        {
            var cluster = await session.Client.Cluster.GetAsync(session.Stop).ConfigureAwait(false);
            var list = await session.Client.Cluster.ShardsAsync(null, session.Stop).ConfigureAwait(false);
            var regions = RegionRows.Of(cluster, list);
            await Answers.WriteTableAsync(session, regions, ClusterJson.Default.IReadOnlyListRegion, RegionRows.Headers, [.. regions.Select(RegionRows.Row)]).ConfigureAwait(false);
            return ExitCode.Success;
        });

    private Command Shards()
    {
        var owner = new Option<string?>("--owner") { Description = "Only the shards that this node owns: its name, or name@incarnation.", HelpName = "NODE" };
        var moving = new Option<bool>("--moving") { Description = "Only the shards that are owned by another node than they are assigned to." };
        return online.Create("shards", "Lists the shards: who owns each, who is to own it, and the epoch of its owner.", [owner, moving], async (result, session) =>
        {
            var list = await session.Client.Cluster.ShardsAsync(new ShardQuery { Owner = result.GetValue(owner), OnlyMoving = result.GetValue(moving) }, session.Stop).ConfigureAwait(false);
            await Answers.WriteTableAsync(session, list, ClusterJson.Default.ShardList, Headers, [.. list.Shards.Select(Row)]).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command Locate()
    {
        var key = new Argument<string>("KEY") { Description = "The entity's key, for example a stream's name." };
        var kind = new Option<string>("--kind", "-k")
        {
            Description = "The entity's kind: pipeline, data-stream, event-topic, job or one of the host's own. Default: data-stream.",
            HelpName = "KIND",
            DefaultValueFactory = _ => "data-stream",
        };
        return online.Create("locate", "Shows where an entity lives: its shard, the owner and its URL.", [key, kind], async (result, session) =>
        {
            var place = await session.Client.Cluster.LocateAsync(result.GetRequiredValue(kind), result.GetRequiredValue(key), session.Stop).ConfigureAwait(false);
            await Answers.WriteOneAsync(session, place, ClusterJson.Default.EntityPlace,
            [
                ("entity", place.Entity),
                ("shard", place.Shard.ToString(CultureInfo.InvariantCulture)),
                ("owner", place.Owner ?? "nobody: the shard moves at this moment"),
                ("url", place.Url),
                ("epoch", place.Epoch.ToString(CultureInfo.InvariantCulture)),
            ]).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private static IReadOnlyList<string> Row(ShardInfo shard) =>
        [shard.Shard.ToString(CultureInfo.InvariantCulture), shard.Owner ?? "-", shard.Assigned ?? "-", shard.Epoch.ToString(CultureInfo.InvariantCulture)];
}
