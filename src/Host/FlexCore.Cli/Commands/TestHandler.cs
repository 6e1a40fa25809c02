using System.Text.Json;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;
using FlexCore.Cli.Testing;
using FlexCore.Streams.Execution;

namespace FlexCore.Cli.Commands;

/// <summary>Runs <c>flexcore test</c>.</summary>
internal sealed class TestHandler(TestArguments arguments, CliTerminal terminal, TimeProvider clock)
{
    /// <summary>Runs all cases, also after one has failed.</summary>
    public Task<ExitCode> ExecuteAsync() => SettingPlaces.GuardAsync(arguments.ConfigurationFile, [], RunAsync);

    private async Task<ExitCode> RunAsync()
    {
        var configuration = ConfigurationLoader.Load(arguments.ConfigurationFile, Environment.GetEnvironmentVariables());
        var runner = new CaseRunner(OptionsReader.Read<StreamsOptions>(configuration, StreamsOptions.Section), clock);
        var text = new TestText(new Paint(terminal.IsOutInteractive), terminal.Width);
        var outcomes = new List<CaseOutcome>();

        // Everything is read before anything runs, so that a misspelt file name does not come after a minute of testing.
        var sets = arguments.Files.SelectMany(CaseFinder.Find).ToList();
        foreach (var set in sets)
        {
            foreach (var one in set.Cases.Where(one => arguments.Filter is null || one.Name.Contains(arguments.Filter, StringComparison.OrdinalIgnoreCase)))
            {
                var outcome = await runner.RunAsync(set, one).ConfigureAwait(false);
                outcomes.Add(outcome);
                if (arguments.Output == OutputFormat.Table)
                {
                    await terminal.Out.WriteAsync(text.Render(outcome)).ConfigureAwait(false);
                }
            }
        }

        var failed = outcomes.Count(outcome => !outcome.Passed);
        if (outcomes.Count == 0)
        {
            throw new CliException(ExitCode.Usage, $"No case has '{arguments.Filter}' in its name. The cases are: {string.Join("; ", sets.SelectMany(set => set.Cases).Select(one => one.Name))}.");
        }

        var report = arguments.Output == OutputFormat.Json
            ? JsonSerializer.Serialize(new TestReport(outcomes.Count - failed, failed, outcomes), TestJson.Default.TestReport)
            : $"{outcomes.Count - failed} passed, {failed} failed";
        await terminal.Out.WriteLineAsync(report).ConfigureAwait(false);
        return failed == 0 ? ExitCode.Success : ExitCode.TestsFailed;
    }
}
