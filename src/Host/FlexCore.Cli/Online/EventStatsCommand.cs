using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Online;

/// <summary><c>flexcore event stats</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class EventStatsCommand(OnlineCommand online)
{
    private static readonly string[] Headers = ["KIND", "TYPE", "EVENTS"];

    /// <summary>Creates the command.</summary>
    public Command Create() => online.Create("stats", "Shows how many events of each type there are, how many streams, and how many kept states.", [], async (_, session) =>
    {
        var stats = await session.Client.Events.CountAsync(session.Stop).ConfigureAwait(false);
        if (session.Output == OutputFormat.Json)
        {
            await session.Terminal.Out.WriteLineAsync(stats.GetRawText()).ConfigureAwait(false);
            return ExitCode.Success;
        }

        var rows = stats.GetProperty("types").EnumerateArray()
            .Select(type => (IReadOnlyList<string>)[SafeText.OneLine(Text(type, "kind")), SafeText.OneLine(Text(type, "type")), Number(type, "events")]);
        await session.Terminal.Out.WriteLineAsync($"{Number(stats, "events")} events, {Number(stats, "streams")} streams, {Number(stats, "snapshots")} kept states").ConfigureAwait(false);
        await session.Terminal.Out.WriteAsync(TextTable.Render(Headers, [.. rows])).ConfigureAwait(false);
        return ExitCode.Success;
    });

    private static string Text(JsonElement json, string name) => json.GetProperty(name).ToString();

    private static string Number(JsonElement json, string name) => json.GetProperty(name).GetInt64().ToString("N0", CultureInfo.InvariantCulture);
}
