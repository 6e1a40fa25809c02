using System.Text.Json;
using FlexCore.Application.Pipelines;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Linting;
using FlexCore.Cli.Online;
using FlexCore.Cli.Running;
using FlexCore.Cli.Summaries;
using FlexCore.Cli.Terminal;
using FlexCore.Domain;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Graphs;

namespace FlexCore.Cli.Commands;

/// <summary>Runs <c>flexcore run</c>.</summary>
internal sealed class RunHandler(RunArguments arguments, CliTerminal terminal, TimeProvider clock)
{
    // Checkpoints go on record at this pace even when progress is shown less often or not at all.
    private static readonly TimeSpan SlowestTick = TimeSpan.FromSeconds(1);

    /// <summary>Runs the pipeline to its end, or to the signal that stops it.</summary>
    public Task<ExitCode> ExecuteAsync() => arguments.Nodes is { } nodes
        ? SubmitAsync(nodes)
        : SettingPlaces.GuardAsync(arguments.Common.ConfigurationFile, [], RunHereAsync);

    private async Task<ExitCode> SubmitAsync(IReadOnlyList<Uri> nodes)
    {
        var input = arguments.Inputs switch
        {
            [] => null,
            [PipelineOverrides.Pipe] => await terminal.In.ReadToEndAsync().ConfigureAwait(false),
            var paths => await Documents.ReadInputAsync(paths[0]).ConfigureAwait(false),
        };
        using var session = new NodeSession(nodes, arguments.Json ? OutputFormat.Json : OutputFormat.Table, terminal, clock, follows: true);
        return await session.RunAsync(opened => new RemoteRun(opened).RunAsync(arguments.Pipeline, input, arguments.Variables, arguments.Quiet)).ConfigureAwait(false);
    }

    private async Task<ExitCode> RunHereAsync()
    {
        var configuration = ConfigurationLoader.Load(arguments.Common.ConfigurationFile, Environment.GetEnvironmentVariables());
        var options = OptionsReader.Read<CliOptions>(configuration, CliOptions.Section);
        options.Validate();
        var file = PipelineFile.Load(
            arguments.Pipeline, arguments.Variables, definition => definition.WithInputs(arguments.Inputs).WithOutput(arguments.Output));
        if (file is not { Graph: { } graph, Definition: { } definition })
        {
            throw new CliException(ExitCode.InvalidPipeline, $"the pipeline cannot run.\n{file.Explain()}");
        }

        RefuseMixedStdout(definition);
        RefuseIngress(definition);
        using var signals = new StopSignals();
        using var logs = new ErrorLoggerFactory(terminal.Error, arguments.Common.Verbose);
        new SettingLog(logs.CreateLogger("FlexCore.Settings")).WarnOfVariables(arguments.Common.ConfigurationFile, Environment.GetEnvironmentVariables());
        await using var engine = await EmbeddedEngine.OpenAsync(configuration, arguments.Common.DataFolder, clock, logs).ConfigureAwait(false);
        var useCase = new RunPipeline(engine.Streams, engine.Checkpoints, engine.Runtime, clock);
        await using var run = await useCase.StartAsync(Request(definition, graph)).ConfigureAwait(false);
        var presenter = new ProgressPresenter(CreateView(graph.Name, options), run.StartProgress, clock);
        var code = await WatchAsync(run, presenter, signals, options).ConfigureAwait(false);
        Report(file, definition, engine, run, presenter, code);
        return code;
    }

    private async Task<ExitCode> WatchAsync(RunningPipeline run, ProgressPresenter presenter, StopSignals signals, CliOptions options)
    {
        var interval = terminal.IsErrorInteractive ? options.ProgressInterval : options.PlainProgressInterval;
        using var ticks = new PeriodicTimer(interval < SlowestTick ? interval : SlowestTick, clock);
        var waiting = run.WaitAsync(presenter.Observe, ticks);
        try
        {
            if (await Task.WhenAny(waiting, signals.Drain).ConfigureAwait(false) == signals.Drain)
            {
                presenter.Clear();
                await terminal.Error.WriteLineAsync("stopping: finishing records in flight, taking a checkpoint (press Ctrl+C again to stop at once)").ConfigureAwait(false);
                await StopAsync(run, waiting, signals).ConfigureAwait(false);
            }

            var status = await waiting.ConfigureAwait(false);
            return status == PipelineRunStatus.Stopped ? await signals.Drain.ConfigureAwait(false) : ExitCode.Success;
        }
        catch (OperationCanceledException) when (signals.Abort.IsCompleted)
        {
            return ExitCode.Interrupted;
        }
        finally
        {
            presenter.Clear();
        }
    }

    private static async Task StopAsync(RunningPipeline run, Task waiting, StopSignals signals)
    {
        var draining = run.StopAsync("stopped by a signal");
        if (await Task.WhenAny(waiting, signals.Abort).ConfigureAwait(false) == signals.Abort)
        {
            await run.AbortAsync().ConfigureAwait(false);
        }

        // How the run ended is the business of the task that waits for it.
        await draining.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private RunPipelineRequest Request(PipelineDefinition definition, StreamGraph graph)
    {
        if (!graph.IsResumable && arguments.Resume == ResumeChoice.Required)
        {
            throw new CliException(ExitCode.Usage, $"Pipeline '{graph.Name}' reads stdin, which cannot be read twice: leave --resume out.");
        }

        return new RunPipelineRequest
        {
            Security = SecurityContext.Development,
            Graph = graph,
            Definition = DefinitionRecord.From(definition, graph),
            CheckpointInterval = definition.CheckpointEvery,
            Resume = arguments.Resume switch
            {
                ResumeChoice.Required => ResumePolicy.Required,
                ResumeChoice.Automatic when graph.IsResumable => ResumePolicy.Automatic,
                _ => ResumePolicy.Fresh,
            },
        };
    }

    private IProgressView? CreateView(string pipeline, CliOptions options)
    {
        if (arguments.Quiet)
        {
            return null;
        }

        return terminal.IsErrorInteractive
            ? new LiveProgressView(terminal.Error, pipeline, options.ProgressInterval, terminal.Width)
            : new PlainProgressView(terminal.Error, pipeline, options.PlainProgressInterval);
    }

    private void RefuseMixedStdout(PipelineDefinition definition)
    {
        if (arguments.Json && definition.AllSinks().Append(definition.DeadLetter).Any(sink => sink is StdoutSinkDefinition))
        {
            throw new CliException(ExitCode.Usage, "--json and the pipeline's stdout sink both write to stdout. Write the records to a file, or leave --json out.");
        }
    }

    private static void RefuseIngress(PipelineDefinition definition)
    {
        if (definition.AllSources().Any(source => source is HttpSourceDefinition))
        {
            throw new CliException(
                ExitCode.InvalidPipeline,
                "the source 'http' takes what is posted to a node, and nothing can be posted to a run. "
                + "Start a node with 'flexcore start' and create the pipeline there with 'flexcore pipeline create', or give the records with --input.");
        }
    }

    private void Report(PipelineFile file, PipelineDefinition definition, EmbeddedEngine engine, RunningPipeline run, ProgressPresenter presenter, ExitCode code)
    {
        var summary = SummaryOf(file, definition, run, presenter.Elapsed) with
        {
            Status = ExitCodeTable.Of(code).Name,
            ExitCode = (int)code,
            DataFolder = engine.DataFolder,
        };
        if (arguments.Json)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(summary, SummaryJson.Default.RunSummary));
        }
        else if (!arguments.Quiet)
        {
            SummaryView.Write(terminal, summary);
        }
    }

    private static RunSummary SummaryOf(PipelineFile file, PipelineDefinition definition, RunningPipeline run, TimeSpan elapsed)
    {
        var progress = run.Progress;
        return new RunSummary
        {
            Pipeline = definition.Name.Text,
            Status = string.Empty,
            ExitCode = 0,
            RunId = run.RunId,
            Attempt = run.Attempt,
            Resumed = run.IsResumed,
            RecordsIn = progress.RecordsIn,
            RecordsOut = progress.RecordsOut,
            Errors = progress.Errors,
            DeadLetters = progress.DeadLetters,
            Late = progress.LateRecords,
            BytesIn = progress.BytesIn,
            Checkpoints = progress.Checkpoints,
            DurationSeconds = Math.Round(elapsed.TotalSeconds, 3),
            RecordsPerSecond = elapsed > TimeSpan.Zero ? (long)((progress.RecordsIn - run.StartProgress.RecordsIn) / elapsed.TotalSeconds) : 0,
            Outputs = [.. definition.AllSinks().Select(sink => SinkNames.Describe(sink, file.Folder))],
            DeadLetterOutput = definition.DeadLetter is { } dead ? SinkNames.Describe(dead, file.Folder) : null,
        };
    }
}
