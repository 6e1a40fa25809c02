using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FlexCore.Application.EventTransfer;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Online.Transfer;

/// <summary><c>flexcore event import</c>.</summary>
/// <param name="online">Makes commands.</param>
internal sealed class ImportCommand(OnlineCommand online)
{
    /// <summary>Creates the command.</summary>
    public Command Create()
    {
        var file = new Argument<string>("file") { Description = "An export, as flexcore event export wrote it; - for stdin." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check everything and write nothing." };
        return online.Create(
            "import",
            "Brings events out of an export into the node's store. A file is proven before anything is sent. What is there already is passed, so an import may be repeated.",
            [file, dryRun],
            async (result, session) =>
            {
                var (path, isDryRun) = (result.GetRequiredValue(file), result.GetValue(dryRun));
                var pieces = new ImportPieces(session, isDryRun);
                if (path == "-")
                {
                    var stdin = Console.OpenStandardInput();
                    await using (stdin.ConfigureAwait(false))
                    {
                        await pieces.SendAsync(stdin, "-").ConfigureAwait(false);
                    }
                }
                else
                {
                    // Twice over the file: nothing of a damaged one is imported.
                    await EventFiles.LastCursorAsync(path, session.Stop).ConfigureAwait(false);
                    var stream = EventFiles.Open(path);
                    await using (stream.ConfigureAwait(false))
                    {
                        await pieces.SendAsync(stream, path).ConfigureAwait(false);
                    }
                }

                await session.Terminal.Out.WriteLineAsync(session.Output == OutputFormat.Json
                    ? JsonSerializer.Serialize(pieces.Report, OnlineJson.Default.ImportReport)
                    : Describe(pieces.Report)).ConfigureAwait(false);
                return ExitCode.Success;
            });
    }

    private static string Describe(ImportReport report) => string.Create(CultureInfo.InvariantCulture, $"{report.Imported:N0} events {(report.DryRun ? "would be imported" : "imported")} into {report.Streams:N0} streams")
        + (report.Present > 0 ? string.Create(CultureInfo.InvariantCulture, $", {report.Present:N0} were there already") : "")
        + (report.Others > 0 ? string.Create(CultureInfo.InvariantCulture, $", {report.Others:N0} of the system's own entities were left out") : "");
}
