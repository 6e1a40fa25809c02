using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Online.Cluster;

/// <summary>Runs <c>flexcore cluster tail</c>: reads the cluster at an interval and writes what has changed. Used by one command.</summary>
/// <param name="session">The nodes.</param>
internal sealed class ClusterTail(NodeSession session)
{
    /// <summary>Follows until the session stops.</summary>
    /// <param name="interval">The time between two readings.</param>
    /// <param name="count">After how many lines to end; 0 for no end.</param>
    public async Task<ExitCode> RunAsync(TimeSpan interval, int count)
    {
        using var ticks = new PeriodicTimer(interval, session.Clock);
        ClusterPicture? last = null;
        for (var written = 0; ;)
        {
            var now = ClusterDifference.Newest(last, await ReadAsync(last).ConfigureAwait(false));
            foreach (var change in ClusterDifference.Between(last, now))
            {
                await WriteAsync(change with { At = session.Clock.GetUtcNow() }).ConfigureAwait(false);
                if (++written == count)
                {
                    return ExitCode.Success;
                }
            }

            last = now;
            await ticks.WaitForNextTickAsync(session.Stop).ConfigureAwait(false);
        }
    }

    private async Task<ClusterPicture> ReadAsync(ClusterPicture? last)
    {
        var cluster = await session.Client.Cluster.GetAsync(session.Stop).ConfigureAwait(false);
        var shards = last is null || cluster.ShardTableVersion > last.Shards.Version
            ? await session.Client.Cluster.ShardsAsync(null, session.Stop).ConfigureAwait(false)
            : last.Shards;
        return new ClusterPicture(cluster, shards);
    }

    private async Task WriteAsync(ClusterChange change)
    {
        var line = session.Output == OutputFormat.Json
            ? JsonSerializer.Serialize(change, ClusterJson.Default.ClusterChange)
            : SafeText.OneLine($"{change.At.UtcDateTime.ToString("HH:mm:ss.f'Z'", CultureInfo.InvariantCulture)}  {change.Change,-9}  {change.Text}");
        await session.Terminal.Out.WriteLineAsync(line).ConfigureAwait(false);
        await session.Terminal.Out.FlushAsync(session.Stop).ConfigureAwait(false);
    }
}
