using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Actors;

/// <summary>Runs <c>flexcore actor top</c>: readings at an interval. Used by one command.</summary>
/// <param name="session">The nodes.</param>
internal sealed class ActorTop(NodeSession session)
{
    private const string ClearScreen = "\u001b[H\u001b[J";

    /// <summary>Shows readings until the session stops.</summary>
    /// <param name="query">Which entities.</param>
    /// <param name="interval">The time between two readings.</param>
    /// <param name="count">How many readings; 0 for no end.</param>
    public async Task<ExitCode> RunAsync(ActorQuery query, TimeSpan interval, int count)
    {
        using var ticks = new PeriodicTimer(interval, session.Clock);
        for (var reading = 1; ; reading++)
        {
            await session.Terminal.Out.WriteAsync(Render(await session.Client.Actors.ListAsync(query, session.Stop).ConfigureAwait(false))).ConfigureAwait(false);
            await session.Terminal.Out.FlushAsync(session.Stop).ConfigureAwait(false);
            if (reading == count)
            {
                return ExitCode.Success;
            }

            await ticks.WaitForNextTickAsync(session.Stop).ConfigureAwait(false);
        }
    }

    private string Render(ActorList list)
    {
        if (session.Output == OutputFormat.Json)
        {
            return JsonSerializer.Serialize(list, ActorJson.Default.ActorList) + "\n";
        }

        var time = session.Clock.GetUtcNow().ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var title = $"{session.Node}  {time}  {Amounts.Count(list.Total)} entities in memory, {Amounts.Count(list.Actors.Count)} shown\n{ActorRows.Missing(list.Missing)}\n";
        var text = title + TextTable.Render(ActorRows.Headers, [.. list.Actors.Select(ActorRows.Row)]);
        return session.Terminal.IsOutInteractive ? ClearScreen + Fit(text) : text + "\n";
    }

    // Lines that wrap would push the table off its place.
    private string Fit(string text) => string.Join('\n', text.Split('\n').Select(line => line.Length < session.Terminal.Width ? line : line[..Math.Max(0, session.Terminal.Width - 1)]));
}
