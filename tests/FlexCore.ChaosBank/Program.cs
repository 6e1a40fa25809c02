using System.Globalization;
using System.Runtime.InteropServices;
using FlexCore.ChaosBank;
using FlexCore.ChaosBank.Queues;
using FlexCore.ChaosBank.Routes;
using FlexCore.ChaosBank.Timers;
using FlexCore.Conformance.Entities;
using FlexCore.Hocon.Configuration;
using FlexCore.Hocon.Options;
using FlexCore.Hosting;
using FlexCore.Node;
using FlexCore.Node.Logging;

// A node as `flexcore start` runs it, with what checkers need beside it: ledgers, queues, and a timer that fires on one node of the cluster.
// Usage: chaos-bank CONFIGURATION-FILE. It ends in order at SIGTERM, with 0, by itself when it was declared dead, with 3, and at once when its input ends, with 4.
var configuration = new ConfigurationBuilder().AddHoconFile(Path.GetFullPath(args[0])).Build();
var options = OptionsReader.Read<NodeOptions>(configuration, NodeOptions.Section);
var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    ended.TrySetResult();
});
_ = Task.Run(async () =>
{
    // Nobody is left to end a node whose test run was killed.
    await Console.OpenStandardInput().CopyToAsync(Stream.Null);
    Environment.Exit(4);
});
using var logs = new JsonLoggerFactory(Console.Error, TimeProvider.System, LogLevel.Warning);
await using var node = await NodeApplication.StartAsync(configuration, port: null, Compose, logs);
using var stopping = node.Stopping.Register(() => ended.TrySetResult());
Console.WriteLine(node.Url);
await ended.Task;
var failure = node.Node.Failure;
Say("stops");
await node.StopAsync();
Say("has stopped");
return failure is null ? 0 : 3;

void Say(string what) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():O} the process {what}"));

void Compose(IServiceCollection services, string baseFolder)
{
    services.AddFlexCore(flexcore => flexcore
        .UseConfiguration(configuration)
        .UseBaseFolder(baseFolder)
        .Configure((engine, _) => engine.Protocols = Release.Protocols)
        .UseHttpUrl(string.Create(CultureInfo.InvariantCulture, $"http://{options.Address}:{options.Port}"))
        .AddAggregate<LedgerDecider, LedgerState, LedgerCommand, LedgerEvent>(LedgerDecider.Kind, LedgerDecider.Events, LedgerDecider.Snapshots, LedgerCommandCodec.Commands)
        .AddAggregate<QueueDecider, QueueState, QueueCommand, QueueEvent>(QueueDecider.Kind, QueueCodecs.Events, QueueCodecs.Snapshots, QueueCodecs.Commands)
        .AddAggregate<TimerDecider, TimerState, TimerCommand, TimerEvent>(TimerDecider.Kind, TimerCodecs.Events, TimerCodecs.Snapshots, TimerCodecs.Commands));

    // After the node, so that it serves when these start, and they end before it does.
    services.AddSingleton<TimerService>().AddHostedService(provider => provider.GetRequiredService<TimerService>());
    services.AddSingleton<IStartupFilter, ChaosRoutes>();
}
