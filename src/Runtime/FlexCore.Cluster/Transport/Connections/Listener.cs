using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using FlexCore.Cluster.Transport.Handshakes;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Connections;

/// <summary>Accepts the connections of other nodes, and closes those of whoever is none.</summary>
/// <remarks>One task accepts; each connection has tasks of its own. The set of connections is thread-safe.</remarks>
internal sealed class Listener(TransportCore core) : IAsyncDisposable
{
    private static readonly TimeSpan StrangerLogPause = TimeSpan.FromSeconds(10);

    private readonly Doorman _doorman = new(core.Identity.Self, core.Identity.ClusterName, core.Identity.Protocols, node => core.Admission(node));
    private readonly ConcurrentDictionary<InboundConnection, bool> _connections = new();
    private readonly ConcurrentDictionary<Task, bool> _tasks = new();
    private readonly CancellationTokenSource _stop = new();
    private Socket? _socket;
    private IPEndPoint? _endPoint;
    private Task _accepting = Task.CompletedTask;
    private int _open;
    private long _strangers;
    private long _strangersLogAt = long.MinValue;

    /// <summary>The connections that serve.</summary>
    internal IEnumerable<InboundConnection> Connections => _connections.Keys;

    /// <summary>Where it listens.</summary>
    internal IPEndPoint EndPoint => _endPoint ?? throw new InvalidOperationException("The transport does not listen yet.");

    /// <summary>Begins to listen.</summary>
    /// <exception cref="TransportException">The port is taken or the address is not of this machine.</exception>
    internal void Start()
    {
        var options = core.Options;
        var address = IPAddress.Parse(options.BindAddress);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, options.Port));
            socket.Listen(512);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new TransportException(
                $"Node {core.Identity.Self} cannot listen for other nodes on {options.BindAddress}:{options.Port}: {error.Message}. "
                + $"Stop what uses the port, or set {TransportOptions.Section}.port and {TransportOptions.Section}.bind-address.",
                error);
        }

        _socket = socket;
        _endPoint = socket.LocalEndPoint as IPEndPoint;
        core.Log.Listens(core.Identity.Self.ToString(), core.Identity.ClusterName, EndPoint.ToString());
        _accepting = AcceptAsync(socket);
    }

    /// <summary>Accepts nothing more.</summary>
    internal async Task StopAcceptingAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket?.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAcceptingAsync().ConfigureAwait(false);
        foreach (var connection in _connections.Keys)
        {
            connection.Abort("this node stops");
        }

        await Task.WhenAll(_tasks.Keys).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket socket)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var accepted = await socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
                if (Interlocked.Increment(ref _open) > core.Options.InboundConnectionsMax)
                {
                    Interlocked.Decrement(ref _open);
                    OnStranger(accepted.RemoteEndPoint, $"{core.Options.InboundConnectionsMax} connections are open, the maximum");
                    accepted.Dispose();
                    continue;
                }

                Keep(ServeAsync(accepted));
            }
            catch (OperationCanceledException)
            {
                // The listener was stopped.
                return;
            }
            catch (ObjectDisposedException)
            {
                // The listener was stopped between two connections.
                return;
            }
            catch (SocketException error)
            {
                // A connection that ended before it was accepted, or no file handle is left: others must still get in.
                core.Log.AcceptFailed(error.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(50), core.Time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void Keep(Task task)
    {
        _tasks.TryAdd(task, true);
        task.ContinueWith(
            static (ended, tasks) => ((ConcurrentDictionary<Task, bool>)tasks!).TryRemove(ended, out _),
            _tasks, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var remote = socket.RemoteEndPoint;
        await using var line = new Line(socket);
        try
        {
            socket.NoDelay = true;
            if (await WelcomeAsync(line).ConfigureAwait(false) is var (connection, reader))
            {
                await ServeAsync(connection, line.Stream, reader).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            OnStranger(remote, "it did not complete the handshake in time");
        }
        catch (Exception error) when (error is IOException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            OnStranger(remote, error.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async Task ServeAsync(InboundConnection connection, Stream stream, FrameReader reader)
    {
        _connections.TryAdd(connection, true);
        core.Instruments.CountConnection(1);
        try
        {
            if (core.IsStopping)
            {
                connection.Abort("this node stops");
            }

            var reason = await connection.RunAsync(stream, reader).ConfigureAwait(false);
            core.Log.ConnectionEnded(connection.Node.ToString(), reason);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
            core.Stop.Tell();
            core.Instruments.CountConnection(-1);
        }
    }

    private async Task<(InboundConnection Connection, FrameReader Reader)?> WelcomeAsync(Line line)
    {
        using var patience = new CancellationTokenSource(core.Options.HandshakeTimeout, core.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        if (core.Tls is { } tls)
        {
            await line.SecureAsync(secure => secure.AuthenticateAsServerAsync(tls.ForServer(), limit.Token)).ConfigureAwait(false);
        }

        var (reader, hello) = await Handshake.HearAsync(line.Stream, core.Options.FrameBytesMax, limit.Token).ConfigureAwait(false);
        if (_doorman.Examine(hello, out var protocol) is { } rejection)
        {
            core.Log.Rejected(hello.From.ToString(), rejection.Code, rejection.Message);
            await Handshake.AnswerAsync(line.Stream, core.Begin(), FrameKind.Reject, rejection.Write, limit.Token).ConfigureAwait(false);
            return null;
        }

        var welcome = new Welcome(protocol, core.Identity.Self, core.Options.RequestsInFlightMax, core.Options.FrameBytesMax);
        await Handshake.AnswerAsync(line.Stream, core.Begin(), FrameKind.Welcome, welcome.Write, limit.Token).ConfigureAwait(false);
        return (new InboundConnection(core, hello.From), reader);
    }

    /// <summary>Somebody who is no node of this cluster: counted always, told once in a while, so that a scanner does not fill the log.</summary>
    private void OnStranger(EndPoint? remote, string reason)
    {
        core.Instruments.CountStranger();
        var strangers = Interlocked.Increment(ref _strangers);
        var now = core.Time.GetTimestamp();
        var logAt = Interlocked.Read(ref _strangersLogAt);
        var next = now + (long)(StrangerLogPause.TotalSeconds * core.Time.TimestampFrequency);
        if (now >= logAt && Interlocked.CompareExchange(ref _strangersLogAt, next, logAt) == logAt)
        {
            core.Log.Stranger(remote?.ToString() ?? "an unknown address", reason, strangers);
        }
    }
}
