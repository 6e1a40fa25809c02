using System.CommandLine;
using System.Text.Json;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Explaining;
using FlexCore.Cli.Linting;
using FlexCore.Cli.Terminal;
using FlexCore.Streams.Explaining;

namespace FlexCore.Cli.Commands;

/// <summary>The command <c>flexcore explain</c>.</summary>
internal static class ExplainCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="terminal">Where everything is written.</param>
    public static Command Create(CliTerminal terminal)
    {
        var pipeline = new Argument<string>("PIPELINE") { Description = "The pipeline file (YAML or JSON)." };
        var set = PipelineVariables.CreateOption();
        var output = OutputOption.Create();
        var verbose = new Option<bool>("--verbose", "-v") { Description = "Show the stack of an error." };
        var command = new Command("explain", "Shows what the compiler makes of a pipeline: fused segments, state, fields that are read, delivery guarantee of each sink.") { pipeline, set, output, verbose };
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal,
            result.GetValue(output) == OutputFormat.Json,
            result.GetValue(verbose),
            () => ExplainAsync(terminal, result.GetRequiredValue(pipeline), result.GetValue(set) ?? [], result.GetValue(output))));
        return command;
    }

    private static async Task<ExitCode> ExplainAsync(CliTerminal terminal, string path, Dictionary<string, string> variables, OutputFormat output)
    {
        var file = PipelineFile.Load(path, variables, definition => definition);
        if (file.Graph is not { } graph)
        {
            throw new CliException(ExitCode.InvalidPipeline, $"the pipeline has mistakes.\n{file.Explain()}");
        }

        var explanation = GraphExplainer.Explain(graph);
        await terminal.Out.WriteAsync(output == OutputFormat.Json
            ? JsonSerializer.Serialize(explanation, ExplainJson.Default.GraphExplanation) + "\n"
            : ExplainText.Render(explanation, file.Folder)).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
