using System.Text.Json;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Health;
using FlexCore.Cli.Terminal;
using FlexCore.Hocon;
using FlexCore.Persistence.Sqlite;

namespace FlexCore.Cli.Commands;

/// <summary>Runs <c>flexcore doctor</c>.</summary>
internal sealed class DoctorHandler(CommonArguments arguments, Uri node, OutputFormat output, CliTerminal terminal, TimeProvider clock)
{
    /// <summary>Runs all checks, also after one has failed.</summary>
    public async Task<ExitCode> ExecuteAsync()
    {
        ConfigurationLoader.RequireFile(arguments.ConfigurationFile);
        IReadOnlyList<CheckResult> checks =
        [
            MachineChecks.Runtime(Environment.Version),
            MachineChecks.Memory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            MachineChecks.Clock(clock.GetUtcNow()),
            MachineChecks.OpenFiles(),
            CheckConfiguration(),
            .. DataFolderChecks.Run(DataFolder()),
            MachineChecks.Port(node),
        ];
        var healthy = checks.All(check => check.Status != CheckStatus.Failed);
        await terminal.Out.WriteAsync(output == OutputFormat.Json
            ? JsonSerializer.Serialize(new HealthReport(healthy, checks), HealthJson.Default.HealthReport) + "\n"
            : Table(checks)).ConfigureAwait(false);
        return healthy ? ExitCode.Success : ExitCode.Unhealthy;
    }

    private CheckResult CheckConfiguration()
    {
        var findings = SettingsCheck.Run(arguments.ConfigurationFile, Environment.GetEnvironmentVariables());
        return findings.Count == 0
            ? new CheckResult("configuration", CheckStatus.Ok, "no mistakes")
            : new CheckResult("configuration", CheckStatus.Failed, $"{findings.Count} mistakes; the first: {findings[0].Message}", "Run 'flexcore config lint' to see all of them with their places.");
    }

    // A configuration that cannot be read is reported by its own check; the default folder is looked at then.
    private string DataFolder()
    {
        if (arguments.DataFolder is { } folder)
        {
            return Path.GetFullPath(folder);
        }

        const string Key = SqliteStoreOptions.Section + ".data-folder";
        try
        {
            var effective = EffectiveConfiguration.Load(arguments.ConfigurationFile, Environment.GetEnvironmentVariables());
            return Path.GetFullPath(effective.Find(Key)?.Value is { Length: > 0 } configured ? configured : new SqliteStoreOptions().DataFolder);
        }
        catch (HoconException)
        {
            return Path.GetFullPath(new SqliteStoreOptions().DataFolder);
        }
    }

    private string Table(IReadOnlyList<CheckResult> checks)
    {
        var paint = new Paint(terminal.IsOutInteractive);
        var name = checks.Max(check => check.Check.Length);
        return string.Concat(checks.Select(check =>
        {
            var status = check.Status switch
            {
                CheckStatus.Ok => paint.Good("ok     "),
                CheckStatus.Warning => paint.Warning("warning"),
                _ => paint.Bad("FAILED "),
            };
            var remedy = check.Remedy is { } text ? $"{new string(' ', name + 11)}{paint.Faint("→ " + SafeText.OneLine(text))}\n" : string.Empty;
            return $"{status}  {check.Check.PadRight(name)}  {SafeText.OneLine(check.Finding)}\n{remedy}";
        }));
    }
}
