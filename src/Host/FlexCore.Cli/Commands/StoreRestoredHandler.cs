using System.Globalization;
using System.Text.Json;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Hosting.Events;

namespace FlexCore.Cli.Commands;

/// <summary>Runs <c>flexcore store restored</c>.</summary>
internal sealed class StoreRestoredHandler(CommonArguments arguments, OutputFormat output, CliTerminal terminal, TimeProvider clock)
{
    /// <summary>Tells the store, and what it is now.</summary>
    public async Task<ExitCode> ExecuteAsync()
    {
        var settings = EngineSettings.Read(ConfigurationLoader.Load(arguments.ConfigurationFile, Environment.GetEnvironmentVariables()));
        if (arguments.DataFolder is { } folder)
        {
            settings.Store.DataFolder = folder;
        }

        var (identity, location) = await StoreRestoration.RunAsync(settings, clock).ConfigureAwait(false);
        await terminal.Out.WriteLineAsync(output == OutputFormat.Json
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"ok":true,"identity":"{{identity.Id}}","restoreEpoch":{{identity.RestoreEpoch}},"store":"{{JsonEncodedText.Encode(location)}}"}""")
            : string.Create(CultureInfo.InvariantCulture, $"ok: restore epoch {identity.RestoreEpoch}; epochs are above any that were given before, cursors of before are refused ({location})")).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
