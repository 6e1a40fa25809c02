using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Client.Models;

namespace FlexCore.Cli.Online;

/// <summary>Runs <c>flexcore stream top</c>: readings at an interval, rates between them. Used by one command.</summary>
/// <param name="session">The node.</param>
internal sealed class StreamTop(NodeSession session)
{
    private const int StreamsMax = 1_000;
    private const string ClearScreen = "\u001b[H\u001b[J";

    private static readonly string[] Headers = ["STREAM", "STATUS", "IN/s", "OUT/s", "IN", "OUT", "ERRORS", "WATERMARK"];

    private readonly Dictionary<string, ProgressInfo> _last = new(StringComparer.Ordinal);
    private long _lastAt;

    /// <summary>Shows readings until the session stops.</summary>
    /// <param name="interval">The time between two readings.</param>
    /// <param name="count">How many readings; 0 for no end.</param>
    public async Task<ExitCode> RunAsync(TimeSpan interval, int count)
    {
        using var ticks = new PeriodicTimer(interval, session.Clock);
        for (var reading = 1; ; reading++)
        {
            await session.Terminal.Out.WriteAsync(Render(await ReadAllAsync().ConfigureAwait(false))).ConfigureAwait(false);
            await session.Terminal.Out.FlushAsync(session.Stop).ConfigureAwait(false);
            if (reading == count)
            {
                return ExitCode.Success;
            }

            await ticks.WaitForNextTickAsync(session.Stop).ConfigureAwait(false);
        }
    }

    // The node decides how many it gives at once.
    private async Task<Page<StreamInfo>> ReadAllAsync()
    {
        var streams = new List<StreamInfo>();
        while (true)
        {
            var page = await session.Client.Streams.ListAsync(new ListQuery { Offset = streams.Count }, session.Stop).ConfigureAwait(false);
            streams.AddRange(page.Items);
            if (page.Items.Count == 0 || streams.Count >= Math.Min(page.Total ?? StreamsMax, StreamsMax))
            {
                return page with { Items = streams, Offset = 0, Limit = streams.Count };
            }
        }
    }

    private string Render(Page<StreamInfo> page)
    {
        var now = session.Clock.GetTimestamp();
        var elapsed = _lastAt == 0 ? TimeSpan.Zero : session.Clock.GetElapsedTime(_lastAt, now);
        _lastAt = now;
        var rows = page.Items.Select(stream => Row(stream, elapsed)).ToList();
        if (session.Output == OutputFormat.Json)
        {
            return JsonSerializer.Serialize(page, OnlineJson.Default.PageStreamInfo) + "\n";
        }

        var time = session.Clock.GetUtcNow().ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var title = $"{session.Node}  {time}  {page.Total} streams, {page.Items.Count(stream => stream.Status == "running")} running\n\n";
        var table = TextTable.Render(Headers, rows);
        return session.Terminal.IsOutInteractive ? ClearScreen + Fit(title + table) : title + table + "\n";
    }

    private IReadOnlyList<string> Row(StreamInfo stream, TimeSpan elapsed)
    {
        var progress = stream.Progress;
        var last = _last.GetValueOrDefault(stream.Key);
        if (progress is not null)
        {
            _last[stream.Key] = progress;
        }

        return
        [
            stream.Key,
            stream.Status,
            Rate(progress?.RecordsIn, last?.RecordsIn, elapsed),
            Rate(progress?.RecordsOut, last?.RecordsOut, elapsed),
            Amounts.Count(progress?.RecordsIn ?? 0),
            Amounts.Count(progress?.RecordsOut ?? 0),
            Amounts.Count(progress?.Errors ?? 0),
            Answers.Time(progress?.Watermark) ?? "-",
        ];
    }

    // A new run counts from zero again; a rate below zero would only confuse.
    private static string Rate(long? now, long? before, TimeSpan elapsed) =>
        now is { } current && before is { } last && current >= last && elapsed > TimeSpan.Zero ? Amounts.Count((long)((current - last) / elapsed.TotalSeconds)) : "-";

    // Lines that wrap would push the table off its place.
    private string Fit(string text) => string.Join('\n', text.Split('\n').Select(line => line.Length < session.Terminal.Width ? line : line[..Math.Max(0, session.Terminal.Width - 1)]));
}
