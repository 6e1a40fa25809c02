using System.Globalization;
using System.Text.Json;
using FlexCore.Application.Verification;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Hosting.Events;
using FlexCore.Persistence.Sqlite.Opening;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Cli.Commands;

/// <summary>Runs <c>flexcore event verify</c>.</summary>
internal sealed class EventVerifyHandler(CommonArguments arguments, OutputFormat output, bool skipArchives, CliTerminal terminal, TimeProvider clock)
{
    /// <summary>Verifies; damage of the log ends it with the first event that is wrong, that of archives is told file by file.</summary>
    public async Task<ExitCode> ExecuteAsync()
    {
        var settings = EngineSettings.Read(ConfigurationLoader.Load(arguments.ConfigurationFile, Environment.GetEnvironmentVariables()));
        if (arguments.DataFolder is { } folder)
        {
            settings.Store.DataFolder = folder;
        }

        if (settings.Engine.Kind is not EngineKind.Postgres)
        {
            RequireStore(Path.GetFullPath(settings.Store.DataFolder));
        }

        var (report, location) = await StoreVerification.RunAsync(settings, clock, NullLoggerFactory.Instance, skipArchives).ConfigureAwait(false);
        var isWhole = report.ArchiveFindings.Count == 0;
        await terminal.Out.WriteLineAsync(output == OutputFormat.Json ? JsonOf(report, location, isWhole)
            : string.Create(CultureInfo.InvariantCulture, $"ok: {report.Events} events in {report.Streams} streams of {report.Shards} shards, each whole and in its place ({location})")).ConfigureAwait(false);
        if (output == OutputFormat.Table && report.Scavenged > 0)
        {
            await terminal.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"of {report.Scavenged} of them only the place is left: retention has taken them away ({report.ArchiveFiles} files of archives proven)")).ConfigureAwait(false);
        }

        foreach (var finding in report.ArchiveFindings)
        {
            await terminal.Error.WriteLineAsync(finding).ConfigureAwait(false);
        }

        return isWhole ? ExitCode.Success : ExitCode.DataFolderDamaged;
    }

    private static string JsonOf(VerificationReport report, string location, bool isWhole)
    {
        var findings = string.Join(',', report.ArchiveFindings.Select(static finding => $"\"{JsonEncodedText.Encode(finding)}\""));
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"ok":{{(isWhole ? "true" : "false")}},"events":{{report.Events}},"streams":{{report.Streams}},"shards":{{report.Shards}},"store":"{{JsonEncodedText.Encode(location)}}","scavenged":{{report.Scavenged}},"archiveFiles":{{report.ArchiveFiles}},"archiveFindings":[{{findings}}]}""");
    }

    // Opening a store makes one where there is none, and an empty one is always whole.
    private static void RequireStore(string folder)
    {
        if (!Directory.Exists(folder) || StoreInspection.Inspect(folder) is not { Exists: true } found)
        {
            throw new CliException(ExitCode.InputUnavailable, $"There is no store in '{folder}'. Check --data, or flexcore.journal.data-folder.");
        }

        if (found.SchemaVersion < found.KnownVersion)
        {
            throw new CliException(
                ExitCode.DataFolderUnusable, $"The store in '{folder}' has schema version {found.SchemaVersion}, and verifying would bring it to {found.KnownVersion}. Start the node once, or verify with the program that wrote it. Nothing was changed.");
        }
    }
}
