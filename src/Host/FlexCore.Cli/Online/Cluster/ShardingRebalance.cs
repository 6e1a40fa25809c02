using System.CommandLine;
using System.Globalization;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>The command <c>flexcore sharding rebalance</c>.</summary>
internal static class ShardingRebalance
{
    private const int SecondsMax = 60;
    private static readonly string[] Headers = ["SHARD", "FROM", "TO"];

    /// <summary>Creates the command.</summary>
    /// <param name="online">Makes commands.</param>
    public static Command Create(OnlineCommand online)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Change nothing; only tell which shards would move." };
        var untilBalanced = new Option<bool>("--until-balanced") { Description = "Go on, step by step, until every node has its share. Else one step: as many moves as may be under way at once." };
        var timeout = new Option<int>("--timeout")
        {
            Description = $"With --until-balanced: how many seconds to wait, 1 to {SecondsMax}. Default: 30. The leader goes on by itself afterwards.",
            HelpName = "SECONDS",
            DefaultValueFactory = static _ => 30,
        };
        timeout.Validators.Add(static result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= SecondsMax))
            {
                result.AddError($"--timeout takes whole seconds from 1 to {SecondsMax}, not '{result.Tokens[0].Value}'.");
            }
        });
        return online.Create(
            "rebalance", "Lets the leader balance the shards over the nodes now, and shows the moves. It does so by itself, too: this is for not having to wait.", [dryRun, untilBalanced, timeout], async (result, session) =>
            {
                var query = new RebalanceQuery
                {
                    IsDryRun = result.GetValue(dryRun),
                    UntilBalanced = result.GetValue(untilBalanced) ? TimeSpan.FromSeconds(result.GetValue(timeout)) : null,
                };
                var done = await session.Client.Cluster.RebalanceAsync(query, session.Stop).ConfigureAwait(false);
                if (session.Output == OutputFormat.Json || done.Moves.Count > 0)
                {
                    await Answers.WriteTableAsync(session, done, ClusterJson.Default.RebalanceInfo, Headers, [.. done.Moves.Select(Row)]).ConfigureAwait(false);
                }

                if (session.Output == OutputFormat.Table)
                {
                    await session.Terminal.Error.WriteLineAsync(SafeText.OneLine(Summary(done))).ConfigureAwait(false);
                }

                return ExitCode.Success;
            });
    }

    private static IReadOnlyList<string> Row(ShardMoveInfo move) => [move.Shard.ToString(CultureInfo.InvariantCulture), move.From ?? "-", move.To];

    private static string Summary(RebalanceInfo done)
    {
        var moves = done.Moves.Count switch
        {
            0 when done.Balanced => "nothing to move",
            0 => "nothing more to move now",
            1 => done.DryRun ? "1 shard would move" : "1 shard moves",
            var count => string.Create(CultureInfo.InvariantCulture, $"{count} shards {(done.DryRun ? "would move" : "move")}"),
        };
        var state = done switch
        {
            { Balanced: true } => "the shards are balanced",
            { UnderWay: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{done.UnderWay} are on the way; 'flexcore sharding regions' shows them"),
            _ => "the shards are not balanced yet",
        };
        return $"{moves}; {state}.";
    }
}
