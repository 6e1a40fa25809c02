using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTransfer;
using FlexCore.Client.Calls;
using FlexCore.Client.Problems;

namespace FlexCore.Cli.Online.Transfer;

/// <summary>Fetches an export from a node. Used by one command.</summary>
/// <param name="session">The node.</param>
/// <param name="filter">Which events.</param>
/// <param name="after">Where it begins; null for the first event of all.</param>
internal sealed class ExportDownload(NodeSession session, EventFilter filter, string? after)
{
    /// <summary>Which events are wanted.</summary>
    public EventFilter Filter => filter;

    /// <summary>Where the export begins.</summary>
    public string? After => after;

    /// <summary>Opens a part of the export.</summary>
    /// <param name="from">Where the part begins.</param>
    /// <param name="until">Where the export ends; null for where the store stands now.</param>
    public Task<NodeDownload> OpenAsync(string? from, string? until) => session.Client.Events.ExportAsync(
        [
            new("kind", filter.Kind ?? "all"), new("stream", filter.Stream), new("type", filter.Type), new("tag", filter.Tag), new("correlation", filter.CorrelationId),
            new("after", from), new("until", until),
        ],
        session.Stop);

    /// <summary>Copies the whole export. A connection that breaks ends it: what was written cannot be taken back.</summary>
    /// <param name="output">Where to.</param>
    public async Task CopyAsync(TextWriter output)
    {
        using var part = await OpenAsync(after, until: null).ConfigureAwait(false);
        using var reader = new EventFileReader();
        try
        {
            await foreach (var (line, isWhole) in EventFileLines.ReadAsync(part.Content, session.Stop).ConfigureAwait(false))
            {
                if (isWhole)
                {
                    reader.Take(line);
                    await output.WriteLineAsync(Encoding.UTF8.GetString(line.Span)).ConfigureAwait(false);
                }
            }

            reader.Finish();
        }
        catch (Exception broken) when (broken is NodeUnavailableException or EventFileException)
        {
            throw new NodeUnavailableException($"The export broke off after {reader.Events} events: {broken.Message} Export into a file, which can be gone on with.", broken);
        }
    }
}
