using System.CommandLine;
using FlexCore.Cli.Commands;
using FlexCore.Cli.Contracts;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Online;
using FlexCore.Cli.Online.Projections;
using FlexCore.Cli.Online.Actors;
using FlexCore.Cli.Online.Logs;
using FlexCore.Cli.Online.Cluster;
using FlexCore.Cli.Online.Retention;
using FlexCore.Cli.Online.Schedules;
using FlexCore.Cli.Online.Subjects;
using FlexCore.Cli.Online.SystemJobs;
using FlexCore.Cli.Online.Transfer;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli;

/// <summary>The command line: parses the arguments, runs one command, turns every failure into a message and an exit code.</summary>
internal sealed class CliApplication(CliTerminal terminal, TimeProvider clock)
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments without the program's name.</param>
    public async Task<ExitCode> RunAsync(IReadOnlyList<string> args)
    {
        var root = CreateRoot();

        // An argument that begins with @ is itself, not a file of arguments: @daily is a cron expression.
        var result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var errors = UsageMistakes.Of(result);
        if (errors.Count > 0)
        {
            foreach (var error in errors)
            {
                await terminal.Error.WriteLineAsync("flexcore: " + error).ConfigureAwait(false);
            }

            await terminal.Error.WriteLineAsync("Run 'flexcore --help' to see the commands and options.").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        // Signals are ours: a run drains and takes a checkpoint before it ends.
        var invocation = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        return (ExitCode)await result.InvokeAsync(invocation).ConfigureAwait(false);
    }

    /// <summary>The command tree.</summary>
    public RootCommand CreateRoot()
    {
        var online = new OnlineCommand(terminal, clock);
        return new RootCommand("FlexCore runs pipelines over streams of records: fast, durable, resumable.")
        {
            RunCommandLine.Create(arguments => new RunHandler(arguments, terminal, clock).ExecuteAsync(), terminal),
            StartCommandLine.Create(arguments => new StartHandler(arguments, terminal).ExecuteAsync(), terminal),
            LintCommandLine.Create(arguments => new LintHandler(arguments, terminal).ExecuteAsync(), terminal),
            TestCommandLine.Create(arguments => new TestHandler(arguments, terminal, clock).ExecuteAsync(), terminal),
            ExprCommandLine.Create(arguments => new ExprHandler(arguments, terminal).ExecuteAsync(), terminal),
            ExplainCommandLine.Create(terminal),
            NewCommandLine.Create(terminal),
            ConfigCommandLine.Create(new ConfigHandler(terminal), terminal),
            DoctorCommandLine.Create((arguments, node, output) => new DoctorHandler(arguments, node, output, terminal, clock).ExecuteAsync(), terminal),
            new StreamCommands(online).Create(),
            new TapCommand(online).Create(),
            new PipelineCommands(online).Create(),
            new JobCommands(online).Create(),
            new TopicCommands(online).Create(),
            new ProjectionCommands(online, terminal).Create(),
            new EventCommands(online, terminal, clock).Create(new ExportCommand(online).Create(), new ImportCommand(online).Create(), ContractsCommandLine.Create(terminal)),
            StoreRestoredCommandLine.Create(arguments => new StoreRestoredHandler(arguments.Common, arguments.Output, terminal, clock).ExecuteAsync(), terminal),
            new ScheduleCommands(online).Create(),
            new SubjectCommands(online).Create(),
            new RetentionCommands(online).Create(),
            new SystemCommands(online).Create(),
            new MessageCommands(online).CreateCommand(),
            new MessageCommands(online).CreateQuery(),
            new ClusterCommands(online, terminal).Create(),
            new ShardingCommands(online).Create(),
            new ActorCommands(online).Create(),
            new LogCommands(online).Create(),
            SchemaCommandLine.Create(terminal),
            CompletionCommandLine.Create(terminal),
            HelpCommandLine.Create(terminal),
        };
    }
}
