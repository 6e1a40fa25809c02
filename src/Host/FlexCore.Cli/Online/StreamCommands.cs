using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>The commands under <c>flexcore stream</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class StreamCommands(OnlineCommand online)
{
    /// <summary>Creates the group.</summary>
    public Command Create()
    {
        var list = new ListOptions();
        var interval = new Option<double>("--interval") { Description = "Seconds between two readings. Default: 1.", HelpName = "SECONDS", DefaultValueFactory = _ => 1 };
        var count = CountOption.Create("End after so many readings.");
        interval.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.1 and <= 3600))
            {
                result.AddError($"--interval takes seconds from 0.1 to 3600, not '{result.Tokens[0].Value}'.");
            }
        });
        return new Command("stream", "Shows and steers the streams of a node.")
        {
            online.Create("list", "Lists the streams with their status and counters.", list.All, (result, session) => ListAsync(session, list.Read(result))),
            One("status", "Shows one stream: status, run, counters, and why it failed.", (session, key) => session.Client.Streams.GetAsync(key, session.Stop)),
            online.Create("top", "Shows all streams with their rates, again and again, until Ctrl+C.", [interval, count], (result, session) =>
                new StreamTop(session).RunAsync(TimeSpan.FromSeconds(result.GetValue(interval)), result.GetValue(count)), follows: true),
            Started("start", "Starts a stream that is not at work; it goes on at its checkpoint.", (session, key, fresh) => fresh
                ? session.Client.Streams.StartFreshAsync(key, session.Stop)
                : session.Client.Streams.StartAsync(key, session.Stop)),
            One("stop", "Stops a stream: records in flight finish and a checkpoint is taken.", (session, key) => session.Client.Streams.StopAsync(key, session.Stop)),
            Started("restart", "Stops a stream if it is at work, and starts it with the newest version of its pipeline.", (session, key, fresh) => fresh
                ? session.Client.Streams.RestartFreshAsync(key, session.Stop)
                : session.Client.Streams.RestartAsync(key, session.Stop)),
            Operators(),
            History(),
        };
    }

    private static Argument<string> Key() => new("STREAM") { Description = "The stream: its pipeline's name." };

    private Command One(string name, string description, Func<NodeSession, string, Task<StreamInfo>> call)
    {
        var key = Key();
        return online.Create(name, description, [key], (result, session) => ShowAsync(session, call(session, result.GetRequiredValue(key))));
    }

    private Command Started(string name, string description, Func<NodeSession, string, bool, Task<StreamInfo>> call)
    {
        var key = Key();
        var fresh = new Option<bool>("--fresh") { Description = "Begin again instead of going on at the checkpoint." };
        return online.Create(name, description, [key, fresh], (result, session) => ShowAsync(session, call(session, result.GetRequiredValue(key), result.GetValue(fresh))));
    }

    private Command Operators()
    {
        var key = Key();
        var partition = PartitionOption.Create("Only this partition of a spread stream. Default: the sum of all.");
        return online.Create("operators", "Lists what each operator of a running stream has done: records, errors, share of time at work and held up. Only the source (no room behind it) and a throttle can be held up; then the busiest operator is the bottleneck.", [key, partition], async (result, session) =>
        {
            var operators = await new PartitionCalls(session).OperatorsAsync(result.GetRequiredValue(key), result.GetValue(partition)).ConfigureAwait(false);
            await session.Terminal.Out.WriteAsync(session.Output == OutputFormat.Json
                ? JsonSerializer.Serialize(operators, OnlineJson.Default.OperatorsInfo) + "\n"
                : TextTable.Render(OperatorRows.Headers, [.. operators.Operators.Select(OperatorRows.Row)])).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private Command History()
    {
        var key = Key();
        var list = new ListOptions();
        return online.Create("history", "Lists the events of a stream's runs, the newest first.", [key, .. list.Parts], async (result, session) =>
        {
            var page = await session.Client.Streams.HistoryAsync(result.GetRequiredValue(key), list.Read(result), session.Stop).ConfigureAwait(false);
            await Answers.WritePageAsync(session, page, OnlineJson.Default.PageHistoryEvent, HistoryRows.Headers, HistoryRows.Row).ConfigureAwait(false);
            return ExitCode.Success;
        });
    }

    private static async Task<ExitCode> ListAsync(NodeSession session, ListQuery query)
    {
        var page = await session.Client.Streams.ListAsync(query, session.Stop).ConfigureAwait(false);
        await Answers.WritePageAsync(session, page, OnlineJson.Default.PageStreamInfo, StreamRows.Headers, StreamRows.Row).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task<ExitCode> ShowAsync(NodeSession session, Task<StreamInfo> call)
    {
        var stream = await call.ConfigureAwait(false);
        await Answers.WriteOneAsync(session, stream, OnlineJson.Default.StreamInfo, StreamRows.Rows(stream)).ConfigureAwait(false);
        if (stream.Partitions is { } partitions && session.Output == OutputFormat.Table)
        {
            await session.Terminal.Out.WriteAsync("\n" + TextTable.Render(PartitionRows.Headers, [.. partitions.Select(PartitionRows.Row)])).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }
}
