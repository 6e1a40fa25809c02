using System.Text.Json;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Linting;
using FlexCore.Cli.Summaries;
using FlexCore.Cli.Terminal;
using FlexCore.Streams.Definition;

namespace FlexCore.Cli.Commands;

/// <summary>Runs <c>flexcore config</c>.</summary>
internal sealed class ConfigHandler(CliTerminal terminal)
{
    /// <summary>Lists the settings in force.</summary>
    /// <param name="file">A configuration file that must exist, or <see langword="null"/>.</param>
    /// <param name="onlyChanged">Whether to leave out the defaults.</param>
    /// <param name="output">How to write them.</param>
    public async Task<ExitCode> RenderAsync(string? file, bool onlyChanged, OutputFormat output)
    {
        var effective = EffectiveConfiguration.Load(file, Environment.GetEnvironmentVariables());
        IReadOnlyList<EffectiveSetting> settings = [.. effective.Settings.Where(setting => !onlyChanged || !setting.IsDefault)];
        await terminal.Out.WriteAsync(output == OutputFormat.Json
            ? JsonSerializer.Serialize(settings, ConfigJson.Default.IReadOnlyListEffectiveSetting) + "\n"
            : TextTable.Render(["KEY", "VALUE", "SET AT"], [.. settings.Select(setting => (IReadOnlyList<string>)[setting.Key, setting.Value, setting.Origin])])).ConfigureAwait(false);
        return ExitCode.Success;
    }

    /// <summary>Checks the configuration.</summary>
    /// <param name="file">A configuration file that must exist, or <see langword="null"/>.</param>
    /// <param name="output">How to write the findings.</param>
    public async Task<ExitCode> LintAsync(string? file, OutputFormat output)
    {
        var findings = SettingsCheck.Run(file, Environment.GetEnvironmentVariables());
        if (output == OutputFormat.Json)
        {
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(new LintReport(findings.Count == 0, findings), SummaryJson.Default.LintReport)).ConfigureAwait(false);
        }
        else
        {
            foreach (var finding in findings)
            {
                var lines = finding.Line > 0 && File.Exists(finding.File) ? await File.ReadAllLinesAsync(finding.File).ConfigureAwait(false) : [];
                await terminal.Out.WriteAsync(LintText.Render(finding, lines) + "\n").ConfigureAwait(false);
            }

            await terminal.Out.WriteLineAsync(findings.Count switch { 0 => "no mistakes", 1 => "1 mistake", var count => $"{count} mistakes" }).ConfigureAwait(false);
        }

        return findings.Count == 0 ? ExitCode.Success : ExitCode.InvalidConfiguration;
    }

    /// <summary>Prints one setting.</summary>
    /// <param name="file">A configuration file that must exist, or <see langword="null"/>.</param>
    /// <param name="key">The setting.</param>
    /// <param name="output">How to write it.</param>
    /// <exception cref="CliException">There is no such setting.</exception>
    public async Task<ExitCode> GetAsync(string? file, string key, OutputFormat output)
    {
        var effective = EffectiveConfiguration.Load(file, Environment.GetEnvironmentVariables());
        var setting = effective.Find(key) ?? throw Unknown(key, effective);
        await terminal.Out.WriteLineAsync(output == OutputFormat.Json
            ? JsonSerializer.Serialize(setting, ConfigJson.Default.EffectiveSetting)
            : SafeText.OneLine(setting.Value)).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static CliException Unknown(string key, EffectiveConfiguration effective)
    {
        var below = effective.Known.Where(known => known.StartsWith(key + ".", StringComparison.OrdinalIgnoreCase)).ToList();
        var help = below.Count > 0
            ? $"It is a section; its settings are: {string.Join(", ", below)}."
            : NameSuggestion.For(key, effective.Known) ?? "'flexcore config render' lists all settings.";
        return new CliException(ExitCode.InvalidConfiguration, $"There is no setting '{key}'. {help}");
    }
}
