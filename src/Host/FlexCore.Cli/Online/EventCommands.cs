using System.CommandLine;
using System.Text.Json;
using FlexCore.Cli.Commands;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Calls;
using FlexCore.Client.Events;

namespace FlexCore.Cli.Online;

/// <summary>The commands under <c>flexcore event</c>.</summary>
/// <param name="online">Makes commands.</param>
/// <param name="terminal">Where everything is written.</param>
/// <param name="clock">Measures pauses.</param>
internal sealed class EventCommands(OnlineCommand online, CliTerminal terminal, TimeProvider clock)
{
    private const int PayloadWidth = 100;

    /// <summary>Creates the group.</summary>
    /// <param name="others">Commands that are made elsewhere: those that take events out and bring them in, and those about contracts.</param>
    public Command Create(params ReadOnlySpan<Command> others)
    {
        var topic = new Option<string?>("--topic", "-t") { Description = "Follow the records of this event topic instead of the node's events.", HelpName = "NAME" };
        var filter = new EventFilterOptions("Only events of entities of this kind: event-stream (the streams of users), pipeline, data-stream, event-topic or job.");
        var start = new Option<bool>("--from-start") { Description = "Begin with the first one there is, instead of with what comes now." };
        var after = new Option<string?>("--after") { Description = "Begin behind an event that was seen: its id.", HelpName = "ID" };
        var count = CountOption.Create("End after so many.");
        var tail = online.Create("tail", "Follows events as they are committed, until Ctrl+C. A lost connection is opened anew behind the last event.", [topic, .. filter.Symbols, start, after, count], (result, session) =>
        {
            var from = result.GetValue(after) is { Length: > 0 } id ? FollowStart.After(id) : result.GetValue(start) ? FollowStart.Beginning : FollowStart.Now;
            var events = result.GetValue(topic) is { } name
                ? session.Client.Topics.FollowAsync(name, from, session.Stop)
                : session.Client.Events.FollowAsync(from, filter.Read(result), session.Stop);
            return FollowAsync(session, events, result.GetValue(count), result.GetValue(topic) is null);
        }, follows: true);
        tail.Validators.Add(result =>
        {
            if (result.GetValue(topic) is not null && filter.FirstGiven(result) is { } given)
            {
                result.AddError($"--topic and {given} exclude each other: records of a topic have nothing of the kind.");
            }

            if (result.GetValue(start) && result.GetValue(after) is not null)
            {
                result.AddError("--from-start and --after exclude each other: choose one.");
            }
        });
        var streams = new EventStreamCommands(online);
        var group = new Command("event", "Keeps, reads and follows events, and proves that a store is whole.")
        {
            streams.Append(), streams.Read(), tail, streams.TimeTravel(), new EventSnapshotCommands(online).Create(), new EventStatsCommand(online).Create(), EventVerifyCommandLine.Create(arguments => new EventVerifyHandler(arguments.Common, arguments.Output, arguments.SkipArchives, terminal, clock).ExecuteAsync(), terminal),
        };
        foreach (var command in others)
        {
            group.Subcommands.Add(command);
        }

        return group;
    }

    private static async Task<ExitCode> FollowAsync(NodeSession session, IAsyncEnumerable<ServerEvent> events, int count, bool areEvents)
    {
        var seen = 0;
        await foreach (var next in events.ConfigureAwait(false))
        {
            if (areEvents && next.Type == "scavenged")
            {
                await session.Terminal.Error.WriteLineAsync($"Retention has taken events away in between: {SafeText.OneLine(next.Data)}").ConfigureAwait(false);
                continue;
            }

            var line = session.Output == OutputFormat.Json
                ? EventLine.ToJson(next)
                : areEvents ? Describe(next) : SafeText.OneLine(next.Data);
            await session.Terminal.Out.WriteLineAsync(line).ConfigureAwait(false);
            await session.Terminal.Out.FlushAsync(session.Stop).ConfigureAwait(false);
            if (++seen == count)
            {
                break;
            }
        }

        return ExitCode.Success;
    }

    private static string Describe(ServerEvent next)
    {
        try
        {
            using var json = JsonDocument.Parse(next.Data);
            var entry = json.RootElement;
            string Text(string name) => entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) ? value.ToString() : string.Empty;
            return SafeText.OneLine($"{Text("at"),-24}  {Text("kind")}/{Text("key")} {Text("version")}  {Text("type")}  {SafeText.Cut(Text("payload") + Text("data"), PayloadWidth)}".TrimEnd());
        }
        catch (JsonException)
        {
            // Whatever it is, it is shown as it came.
            return SafeText.OneLine(next.Data);
        }
    }
}
