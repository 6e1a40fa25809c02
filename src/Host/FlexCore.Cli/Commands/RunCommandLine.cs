using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The syntax of <c>flexcore run</c>.</summary>
internal static class RunCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="execute">Runs the parsed command.</param>
    /// <param name="terminal">Where failures are shown.</param>
    public static Command Create(Func<RunArguments, Task<ExitCode>> execute, CliTerminal terminal)
    {
        var pipeline = new Argument<string>("PIPELINE") { Description = "The pipeline file (YAML or JSON)." };
        var input = new Option<string[]>("--input", "-i")
        {
            Description = "Read these files or globs instead of the pipeline's source; '-' is stdin.",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<string?>("--output", "-o") { Description = "Write to this file instead of the pipeline's sink; '-' is stdout.", HelpName = "PATH" };
        var set = PipelineVariables.CreateOption();
        var resume = new Option<bool>("--resume") { Description = "Go on with an interrupted run; an error if there is none. Without it: go on if there is one." };
        var fresh = new Option<bool>("--fresh") { Description = "Forget an interrupted run and begin again." };
        var json = new Option<bool>("--json") { Description = "Print the summary as one JSON object on stdout." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress and no summary; errors only." };
        var node = NodeOption.CreateOptional();
        var common = new CommonOptions();
        var command = new Command("run", "Runs a pipeline to the end of its input. Run it again after a stop or crash: it resumes.")
        {
            pipeline, input, output, set, resume, fresh, json, quiet, node,
        };
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(resume) && result.GetValue(fresh))
            {
                result.AddError("--resume and --fresh exclude each other: choose one.");
            }

            if (result.GetValue(json) && result.GetValue(output) == "-")
            {
                result.AddError("--json and '--output -' both write to stdout: write the output to a file, or leave --json out.");
            }

            var isLocal = result.GetValue(output) is not null || result.GetValue(resume) || result.GetValue(fresh) || common.HasDataFolder(result);
            if (result.GetValue(node) is { Length: > 0 } && (isLocal || result.GetValue(input) is { Length: > 1 }))
            {
                result.AddError("With --node the node keeps the run: leave --output, --resume, --fresh and --data out, and give at most one --input.");
            }
        });
        command.SetAction((result, _) => Failures.GuardAsync(
            terminal,
            result.GetValue(json),
            common.Read(result).Verbose,
            () => execute(new RunArguments
            {
                Pipeline = result.GetRequiredValue(pipeline),
                Inputs = result.GetValue(input) ?? [],
                Output = result.GetValue(output),
                Variables = result.GetValue(set) ?? [],
                Resume = result.GetValue(resume) ? ResumeChoice.Required : result.GetValue(fresh) ? ResumeChoice.Fresh : ResumeChoice.Automatic,
                Json = result.GetValue(json),
                Quiet = result.GetValue(quiet),
                Nodes = result.GetValue(node) is { Length: > 0 } nodes ? nodes : null,
                Common = common.Read(result),
            })));
        return command;
    }
}
