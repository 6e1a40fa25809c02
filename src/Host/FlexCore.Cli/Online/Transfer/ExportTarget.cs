using FlexCore.Application.EventTransfer;
using FlexCore.Cli.ExitCodes;
using FlexCore.Client.Problems;

namespace FlexCore.Cli.Online.Transfer;

/// <summary>The file of an export. Until it is whole it has another name, under which an interrupted export is found again. Used by one command.</summary>
/// <param name="path">The file.</param>
/// <param name="force">Whether one that exists is replaced.</param>
/// <param name="fresh">Whether an interrupted export is thrown away.</param>
internal sealed class ExportTarget(string path, bool force, bool fresh)
{
    private const int BufferBytes = 256 * 1024;
    private const int FruitlessMax = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    /// <summary>The file.</summary>
    public string Path => path;

    private string Part => path + ".part";

    /// <summary>Fills the file; a connection that breaks is opened anew at the last place that is whole.</summary>
    /// <param name="download">Where the lines come from.</param>
    /// <param name="session">The command.</param>
    /// <returns>How many events it has, and the cursor behind them.</returns>
    /// <exception cref="CliException">The file exists, cannot be written, or an interrupted export is another one.</exception>
    public async Task<(long Events, string Cursor)> FillAsync(ExportDownload download, NodeSession session)
    {
        if (File.Exists(path) && !force)
        {
            throw new CliException(ExitCode.OutputUnavailable, $"The file '{path}' exists. Choose another, or replace it with --force.");
        }

        var file = Open();
        await using (file.ConfigureAwait(false))
        {
            var reached = await ResumeAsync(file, download, session.Stop).ConfigureAwait(false);
            if (reached.Events > 0)
            {
                await session.Terminal.Error.WriteLineAsync($"Going on behind {reached.Events} events of an interrupted export; --fresh begins again.").ConfigureAwait(false);
            }

            for (var fruitless = 0; !reached.IsWhole;)
            {
                var next = await FetchAsync(file, download, reached, session).ConfigureAwait(false);
                fruitless = next.Bytes > reached.Bytes ? 0 : fruitless + 1;
                if (fruitless == FruitlessMax)
                {
                    throw new NodeUnavailableException($"The export broke off {FruitlessMax} times at the same place, behind {next.Events} events. {next.Failure} The node's log says more. '{Part}' stays, and the same command goes on with it.");
                }

                if (fruitless > 0)
                {
                    await Task.Delay(Pause, session.Clock, session.Stop).ConfigureAwait(false);
                }

                reached = next;
            }

            await file.FlushAsync(session.Stop).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
            await file.DisposeAsync().ConfigureAwait(false);
            File.Move(Part, path, overwrite: true);
            return (reached.Events, reached.Cursor ?? "");
        }
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(Part, fresh ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.OutputUnavailable, $"The file '{Part}' cannot be written: {error.Message}", error);
        }
    }

    // Reads an interrupted export up to the last place behind which it can go on.
    private async Task<ExportProgress> ResumeAsync(FileStream file, ExportDownload download, CancellationToken cancellationToken)
    {
        var reached = new ExportProgress(0, 0, download.After, null, IsWhole: false);
        using var reader = new EventFileReader();
        var bytes = 0L;
        try
        {
            await foreach (var (line, isWhole) in EventFileLines.ReadAsync(file, cancellationToken).ConfigureAwait(false))
            {
                var parsed = isWhole ? reader.Take(line) : null;
                bytes += line.Length + 1;
                if (parsed is EventFileLine.Head { Header: var header } && bytes == line.Length + 1 && (header.Filter != download.Filter || header.After != download.After))
                {
                    throw new CliException(ExitCode.CannotResume, $"'{Part}' is an interrupted export of other events. Run its command again, or throw it away with --fresh.");
                }

                if (parsed is EventFileLine.Mark or EventFileLine.End)
                {
                    reached = new ExportProgress(bytes, reader.Events, reader.Place?.Cursor, reader.Header?.Until, parsed is EventFileLine.End);
                }
            }
        }
        catch (EventFileException damage)
        {
            // What is behind the last whole place is fetched again, also when it was written only half.
            reached = reached with { Failure = damage.Message };
        }

        file.SetLength(reached.Bytes);
        file.Position = reached.Bytes;
        return reached;
    }

    private static async Task<ExportProgress> FetchAsync(FileStream file, ExportDownload download, ExportProgress reached, NodeSession session)
    {
        using var reader = new EventFileReader();
        var (bytes, events) = (reached.Bytes, reached.Events);
        try
        {
            using var part = await download.OpenAsync(reached.Cursor, reached.Until).ConfigureAwait(false);
            await foreach (var (line, isWhole) in EventFileLines.ReadAsync(part.Content, session.Stop).ConfigureAwait(false))
            {
                if (!isWhole)
                {
                    break;
                }

                var parsed = reader.Take(line);
                await file.WriteAsync(line, session.Stop).ConfigureAwait(false);
                await file.WriteAsync(LineEnd, session.Stop).ConfigureAwait(false);
                bytes += line.Length + 1;
                if (parsed is EventFileLine.Mark or EventFileLine.End)
                {
                    reached = new ExportProgress(bytes, events + reader.Events, reader.Place?.Cursor, reader.Header?.Until, parsed is EventFileLine.End);
                }
            }
        }
        catch (Exception broken) when (broken is NodeUnavailableException or EventFileException)
        {
            // The connection broke, in the middle of a line perhaps: the next one begins behind the last whole place.
            reached = reached with { Failure = broken.Message };
        }

        file.SetLength(reached.Bytes);
        file.Position = reached.Bytes;
        return reached;
    }
}
