using System.CommandLine;
using System.Globalization;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Online.Cluster;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Actors;

/// <summary>The commands under <c>flexcore actor</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class ActorCommands(OnlineCommand online)
{
    private static readonly string[] Orders = ["rate", "mailbox", "messages", "restarts"];

    /// <summary>Creates the group.</summary>
    public Command Create() => new("actor", "Shows the entities that live in the memory of the nodes.") { Hierarchy(), Inspect(), Top() };

    private static Option<string?> OnNode() => new("--on") { Description = "Only what lives on this node. Default: on all nodes.", HelpName = "NODE" };

    private Command Hierarchy()
    {
        var on = OnNode();
        var shards = new Option<bool>("--shards", "-s") { Description = "Show how many entities of each shard there are." };
        return online.Create("hierarchy", "Shows how many entities of which kind live on which node.", [on, shards], async (result, session) =>
        {
            var showsShards = result.GetValue(shards);
            var tree = showsShards
                ? await session.Client.Actors.ShardsAsync(result.GetValue(on), session.Stop).ConfigureAwait(false)
                : await session.Client.Actors.HierarchyAsync(result.GetValue(on), session.Stop).ConfigureAwait(false);
            await Answers.WriteTableAsync(
                session,
                tree,
                ActorJson.Default.ActorTree,
                showsShards ? ActorRows.ShardHeaders : ActorRows.TreeHeaders,
                showsShards ? ActorRows.Shards(tree) : ActorRows.Tree(tree)).ConfigureAwait(false);
            await session.Terminal.Error.WriteAsync(ActorRows.Missing(tree.Missing)).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command Inspect()
    {
        var entity = new Argument<string>("KIND/KEY") { Description = "The entity, for example event-topic/failures or data-stream/hits." };
        entity.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
            {
                result.AddError($"'{result.Tokens[0].Value}' names no entity. Write its kind, a slash and its key, for example event-topic/failures.");
            }
        });
        return online.Create("inspect", "Shows one entity: state, version, shard, owner, mailbox and timer. One that is not in memory is loaded.", [entity], async (result, session) =>
        {
            var parts = result.GetRequiredValue(entity).Split('/');
            var detail = await session.Client.Actors.InspectAsync(parts[0], parts[1], session.Stop).ConfigureAwait(false);
            await Answers.WriteOneAsync(session, detail, ActorJson.Default.ActorDetail, ActorRows.Detail(detail)).ConfigureAwait(false);
            if (session.Output == Terminal.OutputFormat.Table)
            {
                await session.Terminal.Out.WriteAsync(ActorRows.State(detail)).ConfigureAwait(false);
            }

            return ExitCode.Success;
        });
    }

    private Command Top()
    {
        var on = OnNode();
        var kind = new Option<string?>("--kind", "-k") { Description = "Only entities of this kind.", HelpName = "KIND" };
        var shard = new Option<int?>("--shard") { Description = "Only entities of this shard.", HelpName = "N" };
        var order = new Option<string?>("--order") { Description = $"Which come first: {string.Join(", ", Orders)}. Default: rate.", HelpName = "ORDER" };
        order.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && !Orders.Contains(result.Tokens[0].Value))
            {
                result.AddError($"--order takes {string.Join(", ", Orders)}, not '{result.Tokens[0].Value}'.");
            }
        });
        var limit = new Option<int>("--limit") { Description = "The most entities to show, from 1 to 1000. Default: 20.", HelpName = "N", DefaultValueFactory = static _ => 20 };
        limit.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 1000))
            {
                result.AddError($"--limit takes a whole number from 1 to 1000, not '{result.Tokens[0].Value}'.");
            }
        });
        var interval = IntervalOption.Create("Seconds between two readings. Default: 1.");
        var count = CountOption.Create("End after so many readings.");
        return online.Create("top", "Shows the busiest entities of all nodes, again and again, until Ctrl+C.", [on, kind, shard, order, limit, interval, count], (result, session) =>
        {
            var query = new ActorQuery
            {
                Node = result.GetValue(on), Kind = result.GetValue(kind), Shard = result.GetValue(shard), Order = result.GetValue(order), Limit = result.GetValue(limit),
            };
            return new ActorTop(session).RunAsync(query, TimeSpan.FromSeconds(result.GetValue(interval)), result.GetValue(count));
        }, follows: true);
    }
}
