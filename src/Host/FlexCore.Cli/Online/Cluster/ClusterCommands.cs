using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.Commands;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>The commands under <c>flexcore cluster</c>.</summary>
/// <param name="online">Makes commands.</param>
/// <param name="terminal">Where everything is written.</param>
internal sealed class ClusterCommands(OnlineCommand online, CliTerminal terminal)
{
    /// <summary>Creates the group.</summary>
    public Command Create() => new("cluster", "Shows the cluster of a node and tells it what an operator wants.")
    {
        Show(),
        Tail(),
        online.Create("leader", "Shows who leads and who runs each cluster singleton, and since when.", [], async (_, session) =>
        {
            var leases = await session.Client.Cluster.LeasesAsync(session.Stop).ConfigureAwait(false);
            await Answers.WriteTableAsync(session, leases, ClusterJson.Default.LeaseList, LeaseRows.Headers, [.. leases.Leases.Select(LeaseRows.Row)]).ConfigureAwait(false);
            return ExitCode.Success;
        }),
        online.Create("singletons", "Shows the leader and every component that runs on one node: who, since when, epoch, and what it did last.", [], async (_, session) =>
        {
            var list = await session.Client.Cluster.SingletonsAsync(session.Stop).ConfigureAwait(false);
            await Answers.WriteTableAsync(session, list, ClusterJson.Default.SingletonList, SingletonRows.Headers, [.. list.Singletons.Select(SingletonRows.Row)]).ConfigureAwait(false);
            return ExitCode.Success;
        }),
        ClusterJoin.Create(terminal),
        OnNode(
            "leave",
            "Lets a node leave: it hands off its shards one by one and ends.",
            "Let {0} leave the cluster? It hands off its shards and its process ends.",
            "{0} leaves the cluster.",
            (session, name) => session.Client.Cluster.LeaveAsync(name, session.Stop)),
        OnNode(
            "down",
            "Declares a node dead without asking it. Its shards go to others at once; a process that still runs ends itself.",
            "Declare {0} dead? Its shards go to others at once, and its process ends if it still runs.",
            "{0} is declared dead.",
            (session, name) => session.Client.Cluster.DownAsync(name, session.Stop)),
        DownUnreachable(),
        Drain(),
    };

    private static Option<double> Interval() => IntervalOption.Create("Seconds between two readings. Default: 1.");

    private Command Show()
    {
        var watch = new Option<bool>("--watch", "-w") { Description = "Show it again and again, until Ctrl+C." };
        var interval = Interval();
        var count = new Option<int>("--count", "-n") { Description = "With --watch: end after so many readings. Default: 0, which means never.", HelpName = "N" };
        var command = online.Create(
            "show",
            "Shows the cluster: members, leader, shards, and who suspects whom.",
            [watch, interval, count],
            (result, session) => new ClusterShow(session).RunAsync(TimeSpan.FromSeconds(result.GetValue(interval)), result.GetValue(watch) ? result.GetValue(count) : 1),
            follows: true);
        return command;
    }

    private Command Tail()
    {
        var interval = Interval();
        var count = new Option<int>("--count", "-n") { Description = "End after so many lines. Default: 0, which means never.", HelpName = "N" };
        return online.Create(
            "tail",
            "Follows the cluster: a line for each change of a member, of the leader and of shards' owners, until Ctrl+C.",
            [interval, count],
            (result, session) => new ClusterTail(session).RunAsync(TimeSpan.FromSeconds(result.GetValue(interval)), result.GetValue(count)),
            follows: true);
    }

    private Command OnNode(string verb, string description, string question, string done, Func<NodeSession, string, Task<ClusterInfo>> call)
    {
        var node = new Argument<string>("NODE") { Description = "The node: its name, or name@incarnation to mean this life of it and no later one." };
        var yes = Confirmation.CreateOption();
        return online.Create(verb, description, [node, yes], async (result, session) =>
        {
            var before = await session.Client.Cluster.GetAsync(session.Stop).ConfigureAwait(false);
            var member = MemberChoice.Of(before, result.GetRequiredValue(node));
            await Confirmation.RequireAsync(session, string.Format(CultureInfo.InvariantCulture, question, member.Id), result.GetValue(yes)).ConfigureAwait(false);
            return await SayAsync(session, await call(session, member.Name).ConfigureAwait(false), string.Format(CultureInfo.InvariantCulture, done, member.Id)).ConfigureAwait(false);
        });
    }

    private Command DownUnreachable()
    {
        var yes = Confirmation.CreateOption();
        return online.Create("down-unreachable", "Declares dead every member that others suspect.", [yes], async (result, session) =>
        {
            var before = await session.Client.Cluster.GetAsync(session.Stop).ConfigureAwait(false);
            var suspected = before.Members.Where(static member => member.Status != "down" && member.SuspectedBy.Count > 0).Select(static member => member.Id).ToList();
            if (suspected.Count > 0)
            {
                await Confirmation.RequireAsync(session, $"Declare dead: {string.Join(", ", suspected)}?", result.GetValue(yes)).ConfigureAwait(false);
            }

            var down = await session.Client.Cluster.DownUnreachableAsync(session.Stop).ConfigureAwait(false);
            if (down.Down.Count == 0 && session.Output == OutputFormat.Table)
            {
                await session.Terminal.Error.WriteLineAsync("no member is suspected; nothing was changed.").ConfigureAwait(false);
            }

            await Answers.WriteTableAsync(session, down, ClusterJson.Default.DownList, ["DOWN"], [.. down.Down.Select(static id => (string[])[id])]).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command Drain()
    {
        var yes = Confirmation.CreateOption();
        return online.Create("drain", "Lets the node that is asked leave: it hands off its shards one by one and ends.", [yes], async (result, session) =>
        {
            if (session.Client.Nodes.Count > 1)
            {
                throw new CliException(
                    ExitCode.Usage, $"'drain' is about the node that is asked, so --node or {NodeOption.Variable} must name one. 'flexcore cluster leave NODE' takes any of several nodes.");
            }

            // By its name: behind a load balancer another node may get the second request, and must not leave in its place.
            var before = await session.Client.Cluster.GetAsync(session.Stop).ConfigureAwait(false);
            var self = MemberChoice.Of(before, before.Self);
            await Confirmation.RequireAsync(
                session, $"Drain {self.Id} at {session.Node}? It hands off its {self.Shards} shards and its process ends.", result.GetValue(yes)).ConfigureAwait(false);
            return await SayAsync(session, await session.Client.Cluster.LeaveAsync(self.Name, session.Stop).ConfigureAwait(false), $"{self.Id} leaves the cluster.").ConfigureAwait(false);
        });
    }

    // The node that answers reads the members again a moment later, so what it shows of them would look as if nothing had happened.
    private static async Task<ExitCode> SayAsync(NodeSession session, ClusterInfo cluster, string done)
    {
        await session.Terminal.Out.WriteLineAsync(session.Output == OutputFormat.Json
            ? JsonSerializer.Serialize(cluster, ClusterJson.Default.ClusterInfo)
            : SafeText.OneLine($"{done} 'flexcore cluster tail' follows it.")).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
