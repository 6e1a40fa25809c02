using System.Text.Json;
using FlexCore.Application.EventTypes;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Linting;
using FlexCore.Cli.Terminal;
using FlexCore.Streams.EventTypes;

namespace FlexCore.Cli.Contracts;

/// <summary>Runs <c>flexcore event contracts</c>.</summary>
internal sealed class ContractsHandler(ContractsArguments arguments, CliTerminal terminal)
{
    /// <summary>The declarations where nothing names another file.</summary>
    public const string TypesFile = "event-types.yaml";

    /// <summary>The contracts where nothing names another file.</summary>
    public const string ContractsFile = "EventContracts.txt";

    /// <summary>Compares declarations with their contracts.</summary>
    public async Task<ExitCode> CheckAsync()
    {
        var (path, text) = await ReadTypesAsync().ConfigureAwait(false);
        var contracts = ContractsOf(path);
        if (await TypesOfAsync(path, text).ConfigureAwait(false) is not { } types)
        {
            return ExitCode.InvalidConfiguration;
        }

        var committed = await ReadAsync(contracts, $"There are no contracts in '{contracts}'. Write them with 'flexcore event contracts write', review the file and commit it.").ConfigureAwait(false);
        var differences = EventContracts.Compare(committed, EventContracts.Write(types));
        await ShowAsync(types, differences.Count == 0, differences, differences.Count == 0
            ? $"{contracts}: {Counted(types)}, as reviewed"
            : $"{ContractsText.Render(differences)}{contracts} is not what '{path}' declares. A version that was released never changes: declare the next one. Write what is meant with 'flexcore event contracts write', and review it.").ConfigureAwait(false);
        return differences.Count == 0 ? ExitCode.Success : ExitCode.TestsFailed;
    }

    /// <summary>Writes the contracts of the declarations.</summary>
    public async Task<ExitCode> WriteAsync()
    {
        var (path, text) = await ReadTypesAsync().ConfigureAwait(false);
        var contracts = ContractsOf(path);
        if (await TypesOfAsync(path, text).ConfigureAwait(false) is not { } types)
        {
            return ExitCode.InvalidConfiguration;
        }

        var actual = EventContracts.Write(types);
        var before = File.Exists(contracts) ? await ReadAsync(contracts, "").ConfigureAwait(false) : "";
        try
        {
            await File.WriteAllTextAsync(contracts, actual).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.OutputUnavailable, $"The contracts cannot be written to '{contracts}': {error.Message} Check --contracts.", error);
        }

        var differences = EventContracts.Compare(before, actual);
        await ShowAsync(types, ok: true, differences, $"{ContractsText.Render(differences)}{contracts}: {Counted(types)}; review the difference and commit it").ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static string Counted(DeclaredEventTypes types) => $"{types.All.Count} type{(types.All.Count == 1 ? "" : "s")}, {types.All.Sum(static type => type.Newest)} version{(types.All.Sum(static type => type.Newest) == 1 ? "" : "s")}";

    private static async Task<string> ReadAsync(string path, string missing)
    {
        try
        {
            return await File.ReadAllTextAsync(path).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.InputUnavailable, error is FileNotFoundException or DirectoryNotFoundException ? missing : $"The file '{path}' cannot be read: {error.Message}", error);
        }
    }

    private string ContractsOf(string types) => arguments.Contracts ?? Path.Combine(Path.GetDirectoryName(types) ?? "", ContractsFile);

    private async Task<(string Path, string Text)> ReadTypesAsync()
    {
        var configured = OptionsReader.Read<EventTypeOptions>(ConfigurationLoader.Load(arguments.ConfigurationFile, Environment.GetEnvironmentVariables()), EventTypeOptions.Section).TypesFile;
        var path = arguments.Types ?? (configured.Length > 0 ? configured : TypesFile);
        return (path, await ReadAsync(path, $"There are no declarations in '{path}'. Name their file with --types, or set {EventTypeOptions.Section}.types-file.").ConfigureAwait(false));
    }

    // Null when there are mistakes, which are shown.
    private async Task<DeclaredEventTypes?> TypesOfAsync(string path, string text)
    {
        var loaded = EventTypeLoader.Load(text);
        if (loaded.Types is { } types)
        {
            return DeclaredEventTypes.Create(types);
        }

        LintFinding[] findings = [.. loaded.Diagnostics.Select(found => new LintFinding(path, found.Line, found.Column, found.Code, found.Message, found.Suggestion))];
        var lines = text.Split('\n');
        await terminal.Out.WriteLineAsync(arguments.Output == OutputFormat.Json
            ? JsonSerializer.Serialize(new ContractsReport(false, 0, 0, findings, []), ContractsJson.Default.ContractsReport)
            : $"{string.Join('\n', findings.Select(found => LintText.Render(found, lines)))}\n{(findings.Length == 1 ? "1 mistake" : $"{findings.Length} mistakes")}").ConfigureAwait(false);
        return null;
    }

    private Task ShowAsync(DeclaredEventTypes types, bool ok, IReadOnlyList<EventContractDifference> differences, string text) => terminal.Out.WriteLineAsync(arguments.Output == OutputFormat.Json
        ? JsonSerializer.Serialize(new ContractsReport(ok, types.All.Count, types.All.Sum(static type => type.Newest), [], differences), ContractsJson.Default.ContractsReport)
        : text);
}
