using System.Net.Sockets;
using System.Security.Authentication;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport.Handshakes;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Connections;

/// <summary>The way to one life of another node: dials when there is something to send, again after a loss, with growing pauses while that fails.</summary>
/// <remarks>Thread-safe. There is at most one connection at a time; sending looks at it without a lock.</remarks>
internal sealed class PeerLink(TransportCore core, NodeId node, NodeAddress address) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _close = new();
    private OutboundConnection? _current;
    private Task _running = Task.CompletedTask;
    private long _sessions;
    private int _failures;
    private long _retryAt;
    private string? _unreachable;
    private bool _isClosed;

    /// <summary>Who is at the other end.</summary>
    internal NodeId Node { get; } = node;

    /// <summary>Why the last attempt to connect failed, or <see langword="null"/> when it did not.</summary>
    internal string? Unreachable => Volatile.Read(ref _unreachable);

    /// <summary>The connection there is, if any.</summary>
    internal OutboundConnection? Current => Volatile.Read(ref _current);

    /// <summary>Sends a request. When it is accepted, the call gets exactly one end.</summary>
    /// <param name="call">The request.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="session">The only connection that may carry it, 0 for any; when it was accepted, the one that does.</param>
    internal SendResult TryAsk(IPendingCall call, WireWriter frame, ref long session)
    {
        if (Connection() is not { } connection)
        {
            return Missing();
        }

        if (session != 0 && session != connection.Session)
        {
            return SendResult.Unreachable;
        }

        session = connection.Session;
        return Count(connection.TryAsk(call, frame));
    }

    /// <summary>Sends a message.</summary>
    internal SendResult TryTell(WireWriter frame) => Connection() is { } connection ? connection.TryTell(frame) : Missing();

    /// <summary>Looks whether the other end is alive, and asks it.</summary>
    internal void Beat(bool isFair)
    {
        // One that was given up already only waits for its own tasks to see it.
        if (Current is not { IsConnected: true, Reason: null } connection)
        {
            return;
        }

        connection.SweepCalls();
        if (isFair && connection.Silence > core.Options.SilenceMax)
        {
            core.Log.WentSilent(Node.ToString(), connection.Silence.TotalSeconds);
            connection.Abort($"nothing was received from {Node} for {connection.Silence.TotalSeconds:0.0} s");
            return;
        }

        connection.Signal(FrameKind.Ping);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CloseAsync("this node stops").ConfigureAwait(false);

    /// <summary>Ends the link: what waits is lost, nothing more is sent.</summary>
    internal async Task CloseAsync(string reason)
    {
        Task running;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            running = _running;
        }

        await _close.CancelAsync().ConfigureAwait(false);
        Current?.Abort(reason);
        await running.ConfigureAwait(false);
        _close.Dispose();
    }

    private SendResult Count(SendResult result)
    {
        if (result == SendResult.Accepted)
        {
            core.Instruments.CountRequest();
        }
        else if (result == SendResult.Overloaded)
        {
            core.Instruments.CountOverloaded();
        }

        return result;
    }

    private SendResult Missing() => core.IsStopping || _isClosed ? SendResult.Stopping : SendResult.Unreachable;

    private OutboundConnection? Connection() => Current is { IsEnding: false } current && !core.IsStopping ? current : Connect();

    private OutboundConnection? Connect()
    {
        lock (_gate)
        {
            if (_current is { IsEnding: false } current && !core.IsStopping)
            {
                return current;
            }

            if (core.IsStopping || _isClosed || (_failures > 0 && core.Time.GetTimestamp() < _retryAt))
            {
                return null;
            }

            var connection = new OutboundConnection(core, Node, ++_sessions);
            Volatile.Write(ref _current, connection);
            _running = RunAsync(connection, _running);
            return connection;
        }
    }

    private async Task RunAsync(OutboundConnection connection, Task before)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await before.ConfigureAwait(false);
        string reason;
        try
        {
            await using var line = new Line(await DialAsync().ConfigureAwait(false));
            var (reader, welcome) = await ShakeHandsAsync(line).ConfigureAwait(false);
            OnConnected();
            core.Instruments.CountConnection(1);
            reason = await connection.RunAsync(line.Stream, reader, welcome).ConfigureAwait(false);
            core.Instruments.CountConnection(-1);
            core.Log.ConnectionEnded(Node.ToString(), reason);
        }
        catch (Exception error) when (error is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            reason = error is OperationCanceledException ? $"{address} did not answer in time" : error.Message;
            OnFailed(reason);
        }

        connection.Abort(reason);
        core.Instruments.CountLost(connection.EndCalls($"The connection to {Node} at {address} ended: {reason}."));
        Interlocked.CompareExchange(ref _current, null, connection);
        core.Stop.Tell();
    }

    private async Task<Socket> DialAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var patience = new CancellationTokenSource(core.Options.ConnectTimeout, core.Time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _close.Token);
            await socket.ConnectAsync(address.Host, address.Port, limit.Token).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<(FrameReader Reader, Welcome Welcome)> ShakeHandsAsync(Line line)
    {
        using var patience = new CancellationTokenSource(core.Options.HandshakeTimeout, core.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _close.Token);
        if (core.Tls is { } tls)
        {
            await line.SecureAsync(secure => secure.AuthenticateAsClientAsync(tls.ForClient(), limit.Token)).ConfigureAwait(false);
        }

        var identity = core.Identity;
        var hello = new Hello(identity.Protocols, identity.ClusterName, identity.Self, Node);
        return await Handshake.DialAsync(line.Stream, hello, core.Begin(), core.Options.FrameBytesMax, limit.Token).ConfigureAwait(false);
    }

    private void OnConnected()
    {
        lock (_gate)
        {
            _failures = 0;
            Volatile.Write(ref _unreachable, null);
        }
    }

    private void OnFailed(string reason)
    {
        lock (_gate)
        {
            _failures++;
            var pause = core.Backoff.Before(_failures);
            _retryAt = core.Time.GetTimestamp() + (long)(pause.TotalSeconds * core.Time.TimestampFrequency);
            Volatile.Write(ref _unreachable, reason);
            if (_failures == 1)
            {
                core.Log.Unreachable(Node.ToString(), address.ToString(), reason);
            }
        }
    }
}
