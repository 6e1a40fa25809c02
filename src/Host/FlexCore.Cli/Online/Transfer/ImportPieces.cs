using System.Text.Json;
using FlexCore.Application.EventTransfer;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Online.Transfer;

/// <summary>Sends an export to a node in pieces, each an export of its own, so that neither end holds more than one. Used by one command.</summary>
/// <param name="session">The node.</param>
/// <param name="isDryRun">Whether nothing is written there.</param>
internal sealed class ImportPieces(NodeSession session, bool isDryRun)
{
    private const int LinesMax = 5_000;
    private const int BytesMax = 4 * 1024 * 1024;

    private readonly ImportPiece _piece = new();
    private readonly HashSet<string> _streams = new(StringComparer.Ordinal);

    /// <summary>What was done so far.</summary>
    public ImportReport Report { get; private set; } = new(0, 0, 0, 0, 0, isDryRun);

    /// <summary>Sends everything.</summary>
    /// <param name="stream">The export.</param>
    /// <param name="name">How it is called in messages.</param>
    /// <exception cref="CliException">It is damaged; what came before that is imported.</exception>
    public async Task SendAsync(Stream stream, string name)
    {
        using var reader = new EventFileReader();
        try
        {
            await foreach (var (line, _) in EventFileLines.ReadAsync(stream, session.Stop).ConfigureAwait(false))
            {
                switch (reader.Take(line))
                {
                    // No event of a user is so large, and the node would count it only.
                    case EventFileLine.Entry { Event.Event: null } when line.Length > BytesMax:
                        await FlushAsync(reader).ConfigureAwait(false);
                        Report = Report with { Events = Report.Events + 1, Others = Report.Others + 1 };
                        break;
                    case EventFileLine.Entry entry:
                        _piece.Add(entry.Event, line);
                        if (_piece.Lines == LinesMax || _piece.Bytes > BytesMax)
                        {
                            await FlushAsync(reader).ConfigureAwait(false);
                        }

                        break;
                    default:
                        // The lines of a piece have their numbers in the file by standing there one behind the other.
                        await FlushAsync(reader).ConfigureAwait(false);
                        break;
                }
            }

            reader.Finish();
        }
        catch (EventFileException damage)
        {
            throw new CliException(ExitCode.InputUnavailable, $"{name}: {damage.Message} {Report.Imported} events before it were imported.", damage);
        }
    }

    private async Task FlushAsync(EventFileReader reader)
    {
        if (_piece.Lines == 0 || reader.Header is not { } header)
        {
            return;
        }

        using var writer = new EventFileWriter();
        _piece.WriteTo(writer, header, isDryRun);
        var answer = await session.Client.Events.ImportAsync(writer.Written, isDryRun, session.Stop).ConfigureAwait(false);
        _piece.Streams.ForEach(stream => _streams.Add(stream));
        Report = Report with
        {
            Events = Report.Events + Number(answer, "events"), Imported = Report.Imported + Number(answer, "imported"), Present = Report.Present + Number(answer, "present"),
            Others = Report.Others + Number(answer, "others"), Streams = _streams.Count,
        };
        _piece.Clear();
    }

    private static long Number(JsonElement answer, string name) => answer.GetProperty(name).GetInt64();
}
