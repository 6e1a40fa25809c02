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

        var (identity, location, again) = await StoreRestoration.RunAsync(settings, clock).ConfigureAwait(false);
        await terminal.Out.WriteLineAsync(output == OutputFormat.Json
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"ok":true,"identity":"{{identity.Id}}","restoreEpoch":{{identity.RestoreEpoch}},"forgottenAgain":{{again}},"store":"{{JsonEncodedText.Encode(location)}}"}""")
            : string.Create(CultureInfo.InvariantCulture, $"ok: restore epoch {identity.RestoreEpoch}; epochs are above any that were given before, cursors of before are refused ({location})")).ConfigureAwait(false);
        if (again > 0 && output == OutputFormat.Table)
        {
            await terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"the keys of {again} persons were destroyed again: the log says that they were forgotten")).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }
}
