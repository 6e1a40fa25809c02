using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Hosting.Events;
using FlexCore.Persistence.Sqlite.Opening;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Cli.Commands;

/// <summary>Runs <c>flexcore event verify</c>.</summary>
internal sealed class EventVerifyHandler(CommonArguments arguments, OutputFormat output, CliTerminal terminal, TimeProvider clock)
{
    /// <summary>Verifies; damage ends it with the first event that is wrong.</summary>
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

        var (report, location) = await StoreVerification.RunAsync(settings, clock, NullLoggerFactory.Instance).ConfigureAwait(false);
        await terminal.Out.WriteLineAsync(output == OutputFormat.Json
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"ok":true,"events":{{report.Events}},"streams":{{report.Streams}},"shards":{{report.Shards}},"store":"{{JsonEncodedText.Encode(location)}}"}""")
            : string.Create(CultureInfo.InvariantCulture, $"ok: {report.Events} events in {report.Streams} streams of {report.Shards} shards, each whole and in its place ({location})")).ConfigureAwait(false);
        return ExitCode.Success;
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
