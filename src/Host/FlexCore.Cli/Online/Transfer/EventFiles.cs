using FlexCore.Application.EventTransfer;
using FlexCore.Cli.ExitCodes;

namespace FlexCore.Cli.Online.Transfer;

/// <summary>Opens and reads files with exports.</summary>
internal static class EventFiles
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CliException">It cannot be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.InputUnavailable, $"The file '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Reads a whole export and proves it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The cursor behind its last event.</returns>
    /// <exception cref="CliException">It cannot be read, or is damaged.</exception>
    public static async Task<string> LastCursorAsync(string path, CancellationToken cancellationToken)
    {
        var stream = Open(path);
        await using (stream.ConfigureAwait(false))
        {
            using var reader = new EventFileReader();
            try
            {
                await foreach (var (line, _) in EventFileLines.ReadAsync(stream, cancellationToken).ConfigureAwait(false))
                {
                    reader.Take(line);
                }

                reader.Finish();
            }
            catch (EventFileException damage)
            {
                throw Damaged(path, damage);
            }

            return reader.Place?.Cursor ?? "";
        }
    }

    /// <summary>The error of a damaged file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="damage">What is wrong with it.</param>
    public static CliException Damaged(string path, EventFileException damage) => new(ExitCode.InputUnavailable, $"{path}: {damage.Message}", damage);
}
