using System.Globalization;
using FlexCore.Cli.Configuration;
using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Running;
using FlexCore.Cli.Terminal;
using FlexCore.Hosting;
using FlexCore.Node;
using FlexCore.Node.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cli.Commands;

/// <summary>Runs <c>flexcore start</c>.</summary>
internal sealed class StartHandler(StartArguments arguments, CliTerminal terminal)
{
    /// <summary>Runs the node until a signal stops it, or until it ends by itself.</summary>
    public Task<ExitCode> ExecuteAsync() => SettingPlaces.GuardAsync(arguments.Common.ConfigurationFile, [.. arguments.Settings.Keys], RunAsync);

    private async Task<ExitCode> RunAsync()
    {
        var configuration = new ConfigurationBuilder()
            .AddConfiguration(ConfigurationLoader.Load(arguments.Common.ConfigurationFile, Environment.GetEnvironmentVariables()))
            .AddInMemoryCollection(arguments.Settings.Select(setting => KeyValuePair.Create(setting.Key.Replace('.', ':'), (string?)setting.Value)))
            .Build();
        using var signals = new StopSignals();
        using var logs = LogsOf(configuration);
        new SettingLog(logs.CreateLogger("FlexCore.Settings")).WarnOfVariables(arguments.Common.ConfigurationFile, Environment.GetEnvironmentVariables());
        await using var node = await NodeApplication.StartAsync(configuration, arguments.Port, (services, folder) => Compose(configuration, services, folder), logs).ConfigureAwait(false);
        await ShowAsync(node).ConfigureAwait(false);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = node.Stopping.Register(() => ended.TrySetResult());
        await Task.WhenAny(signals.Drain, ended.Task).ConfigureAwait(false);
        await terminal.Error.WriteLineAsync("stopping: finishing requests and records in flight, taking checkpoints").ConfigureAwait(false);
        var failure = node.Node.Failure;
        await node.StopAsync().ConfigureAwait(false);
        return failure is null ? ExitCode.Success : throw new CliException(ExitCode.DataFolderUnusable, $"The store has stopped by itself: {failure}");
    }

    private void Compose(IConfiguration configuration, IServiceCollection services, string baseFolder) => services.AddFlexCore(flexcore =>
    {
        flexcore.UseConfiguration(configuration).UseBaseFolder(baseFolder);
        if (arguments.Common.DataFolder is { } folder)
        {
            flexcore.UseSqlite(folder);
        }

        // Other nodes of a cluster pass requests on to this address.
        var options = OptionsReader.Read<NodeOptions>(configuration, NodeOptions.Section);
        if ((arguments.Port ?? options.Port) is var port and > 0)
        {
            flexcore.UseHttpUrl(string.Create(CultureInfo.InvariantCulture, $"http://{options.Address}:{port}"));
        }
    });

    // The place writes whatever it gets; what is logged is decided before it, and can be changed while the node runs.
    private NodeLoggerFactory LogsOf(IConfiguration configuration)
    {
        var options = OptionsReader.Read<NodeOptions>(configuration, NodeOptions.Section);
        options.Validate();
        ILoggerFactory place = options.LogFormat == LogFormat.Json
            ? new JsonLoggerFactory(terminal.Error, TimeProvider.System, LogLevel.Trace)
            : new ErrorLoggerFactory(terminal.Error);
        return new NodeLoggerFactory(place, arguments.Common.Verbose ? LogLevel.Information : LogLevel.Warning, options.LogKept, TimeProvider.System);
    }

    private async Task ShowAsync(NodeApplication node)
    {
        var text = $"""
            url          {node.Url}
            data folder  {node.Node.DataFolder}
            pid          {Environment.ProcessId}

            """;
        await terminal.Out.WriteAsync(text).ConfigureAwait(false);
        await terminal.Out.FlushAsync().ConfigureAwait(false);
    }
}
