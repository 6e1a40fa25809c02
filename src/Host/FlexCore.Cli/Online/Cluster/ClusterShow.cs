using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>Runs <c>flexcore cluster show</c>: once, or again and again. Used by one command.</summary>
/// <param name="session">The node.</param>
internal sealed class ClusterShow(NodeSession session)
{
    private const string ClearScreen = "\u001b[H\u001b[J";

    /// <summary>Shows readings.</summary>
    /// <param name="interval">The time between two readings.</param>
    /// <param name="count">How many readings; 0 for no end.</param>
    public async Task<ExitCode> RunAsync(TimeSpan interval, int count)
    {
        using var ticks = new PeriodicTimer(interval, session.Clock);
        for (var reading = 1; ; reading++)
        {
            var cluster = await session.Client.Cluster.GetAsync(session.Stop).ConfigureAwait(false);
            await session.Terminal.Out.WriteAsync(Render(cluster, isLive: count != 1)).ConfigureAwait(false);
            await session.Terminal.Out.FlushAsync(session.Stop).ConfigureAwait(false);
            if (reading == count)
            {
                return ExitCode.Success;
            }

            await ticks.WaitForNextTickAsync(session.Stop).ConfigureAwait(false);
        }
    }

    private string Render(ClusterInfo cluster, bool isLive)
    {
        if (session.Output == OutputFormat.Json)
        {
            return JsonSerializer.Serialize(cluster, ClusterJson.Default.ClusterInfo) + "\n";
        }

        var table = TextTable.Render(MemberRows.Headers, [.. cluster.Members.Select(member => MemberRows.Row(cluster, member))]);
        if (!isLive)
        {
            return $"{MemberRows.Title(cluster)}\n\n{table}";
        }

        var time = session.Clock.GetUtcNow().ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var text = $"{session.Node}  {time}\n{MemberRows.Title(cluster)}\n\n{table}";
        return session.Terminal.IsOutInteractive ? ClearScreen + Fit(text) : text + "\n";
    }

    // Lines that wrap would push the table off its place.
    private string Fit(string text) => string.Join('\n', text.Split('\n').Select(line => line.Length < session.Terminal.Width ? line : line[..Math.Max(0, session.Terminal.Width - 1)]));
}
