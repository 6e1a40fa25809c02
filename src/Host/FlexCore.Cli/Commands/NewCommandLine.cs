using System.CommandLine;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Scaffolding;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Commands;

/// <summary>The command <c>flexcore new</c>.</summary>
internal static class NewCommandLine
{
    /// <summary>Creates the command.</summary>
    /// <param name="terminal">Where everything is written.</param>
    public static Command Create(CliTerminal terminal) => new("new", "Creates the files of something new, ready to run.")
    {
        Sub("pipeline", "Creates a pipeline with cases and sample records: it lints, tests and runs as it is.", "pipeline", terminal),
        Sub("operator", "Creates a C# library with an operator of your own, which pipelines use like a built-in step.", "operator", terminal),
        Sub("app", "Creates a C# web application with a node inside: your process, your routes, its pipelines.", "app", terminal),
    };

    private static Command Sub(string name, string description, string kind, CliTerminal terminal)
    {
        var what = new Argument<string>("NAME") { Description = "Its name: a-z, 0-9 and hyphens." };
        var folder = new Option<string>("--folder") { Description = "The folder for the files. Default: the working directory for a pipeline, a new one of that name for the others.", HelpName = "DIR" };
        var command = new Command(name, description) { what, folder };
        command.SetAction((result, _) => Failures.GuardAsync(terminal, json: false, verbose: false, async () =>
        {
            var chosen = result.GetRequiredValue(what);
            var files = Scaffold.Make(kind, chosen, AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            var target = result.GetValue(folder) ?? (kind == "pipeline" ? "." : chosen);
            Scaffold.Write(target, files);
            foreach (var file in files)
            {
                await terminal.Out.WriteLineAsync("created  " + Path.Combine(target, file.Name)).ConfigureAwait(false);
            }

            await terminal.Out.WriteLineAsync("next     " + Next(kind, Path.Combine(target, chosen))).ConfigureAwait(false);
            return ExitCode.Success;
        }));
        return command;
    }

    private static string Next(string kind, string path) => kind switch
    {
        "pipeline" => $"flexcore test {path}.yaml && flexcore run {path}.yaml",
        "operator" => $"dotnet build {Path.GetDirectoryName(path)}",
        _ => $"cd {Path.GetDirectoryName(path)} && dotnet run",
    };
}
