using FlexCore.Cli.ExitCodes;
using FlexCore.Cli.Running;
using FlexCore.Cli.Terminal;
using FlexCore.Client;
using FlexCore.Client.Settings;

namespace FlexCore.Cli.Online;

/// <summary>What a command that talks to a node works with; ends with the first signal. Used by one command.</summary>
internal sealed class NodeSession : IDisposable
{
    private readonly StopSignals _signals = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Opens a session. Nothing is sent yet.</summary>
    /// <param name="nodes">The URLs of one node or of several of one cluster.</param>
    /// <param name="output">How results are written.</param>
    /// <param name="terminal">Where they are written.</param>
    /// <param name="clock">Measures waits.</param>
    /// <param name="follows">Whether the command stays: then the other members of the cluster are learned, to go on with them when a node fails.</param>
    public NodeSession(IReadOnlyList<Uri> nodes, OutputFormat output, CliTerminal terminal, TimeProvider clock, bool follows = false)
    {
        Output = output;
        Terminal = terminal;
        Clock = clock;
        Client = new FlexCoreClient(new FlexCoreClientOptions { ContactPoints = nodes, LearnsMembers = follows, Clock = clock });
        _ = StopAsync();
    }

    /// <summary>The node that is asked next.</summary>
    public Uri Node => Client.Nodes[0];

    /// <summary>How results are written.</summary>
    public OutputFormat Output { get; }

    /// <summary>Where they are written.</summary>
    public CliTerminal Terminal { get; }

    /// <summary>Measures waits.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Calls the node.</summary>
    public FlexCoreClient Client { get; }

    /// <summary>Set with the first Ctrl+C or SIGTERM.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Runs a command until it ends or is interrupted.</summary>
    /// <param name="command">The command.</param>
    public async Task<ExitCode> RunAsync(Func<NodeSession, Task<ExitCode>> command)
    {
        try
        {
            return await command(this).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Following has no end of its own, so this is how it ends.
            return await _signals.Drain.ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signals.Dispose();
        Client.Dispose();
        _stop.Dispose();
    }

    private async Task StopAsync()
    {
        await _signals.Drain.ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
    }
}
