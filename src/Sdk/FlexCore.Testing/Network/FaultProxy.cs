using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FlexCore.Testing.Network;

/// <summary>A TCP proxy on this machine that makes a link slow, lossy, silent or broken, from one seed.</summary>
/// <remarks>
/// <para>The faults of both directions can be changed at any time and hold for every connection. A piece is what the cutter says, or what one
/// read brought when there is none. Which pieces are hit depends on the seed, the direction and the number of the connection and the piece.</para>
/// <para>Ownership: thread-safe; one task for each direction of each connection.</para>
/// </remarks>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<ProxiedConnection, bool> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly EndPoint _target;
    private readonly FrameCutter? _cutter;
    private readonly TimeProvider _time;
    private readonly Task _accepting;
    private LinkFaults _toTarget = LinkFaults.None;
    private LinkFaults _toClient = LinkFaults.None;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(long Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly Lock _gate = new();
    private long _handedOn;
    private int _count;
    private bool _refuses;

    /// <summary>Begins to listen on a free port of the loopback address.</summary>
    /// <param name="target">Where connections lead.</param>
    /// <param name="seed">Decides every chance.</param>
    /// <param name="time">The clock of its delays.</param>
    /// <param name="cutter">Where pieces end; <see langword="null"/> for whatever one read brings.</param>
    public FaultProxy(EndPoint target, int seed, TimeProvider time, FrameCutter? cutter = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(time);
        _target = target;
        Seed = seed;
        _time = time;
        _cutter = cutter;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)(_listener.LocalEndPoint ?? throw new InvalidOperationException("A bound socket has no address."))).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>What decides every chance; name it in the messages of a test.</summary>
    public int Seed { get; }

    /// <summary>How many connections were accepted so far.</summary>
    public int Accepted => Volatile.Read(ref _count);

    /// <summary>Whether new connections are closed at once.</summary>
    public bool Refuses
    {
        get => Volatile.Read(ref _refuses);
        set => Volatile.Write(ref _refuses, value);
    }

    /// <summary>What goes wrong on the way to the target.</summary>
    public LinkFaults ToTarget
    {
        get => Volatile.Read(ref _toTarget);
        set => Change(ref _toTarget, value);
    }

    /// <summary>What goes wrong on the way back.</summary>
    public LinkFaults ToClient
    {
        get => Volatile.Read(ref _toClient);
        set => Change(ref _toClient, value);
    }

    /// <summary>Waits until a number of pieces were dealt with, whatever became of them, in both directions of all connections together.</summary>
    /// <param name="count">How many.</param>
    public Task WhenHandedOnAsync(long count)
    {
        lock (_gate)
        {
            if (_handedOn >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Whether a connection that the target sees coming from this port is one of this proxy's.</summary>
    /// <param name="port">The port.</param>
    public bool IsFrom(int port) => _connections.Keys.Any(connection => connection.TargetPort == port);

    /// <summary>Breaks every connection there is.</summary>
    public void Cut()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }
    }

    /// <summary>Breaks every connection and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        Cut();
        await Task.WhenAll(_connections.Keys.Select(connection => connection.Completion)).ConfigureAwait(false);
        _stop.Dispose();
    }

    internal Task WhenChanged() => Volatile.Read(ref _changed).Task;

    internal void CountPiece()
    {
        lock (_gate)
        {
            _handedOn++;
            foreach (var waiter in _waiters.Where(waiter => waiter.Count <= _handedOn).ToArray())
            {
                _waiters.Remove(waiter);
                waiter.Reached.SetResult();
            }
        }
    }

    private void Change(ref LinkFaults place, LinkFaults value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Volatile.Write(ref place, value);
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                // Disposed; or a client that went before it was accepted, which is its own affair.
                continue;
            }

            var number = Interlocked.Increment(ref _count);
            if (Refuses)
            {
                client.Dispose();
                continue;
            }

            var connection = new ProxiedConnection(client);
            _connections.TryAdd(connection, true);
            connection.Start(ServeAsync(connection, number));
        }
    }

    private async Task ServeAsync(ProxiedConnection connection, int number)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            // Here, where an end that is gone already ends this connection and not the accepting of all others.
            connection.Client.NoDelay = true;
            await connection.Target.ConnectAsync(_target).ConfigureAwait(false);
            connection.TargetPort = (connection.Target.LocalEndPoint as IPEndPoint)?.Port ?? 0;
            var there = new FaultyPump(connection.Client, connection.Target, () => ToTarget, this, Chance(number, 0), _time, _cutter);
            var back = new FaultyPump(connection.Target, connection.Client, () => ToClient, this, Chance(number, 1), _time, _cutter);
            await Task.WhenAll(PumpAsync(there, connection), PumpAsync(back, connection)).ConfigureAwait(false);
        }
        catch (Exception error) when (IsEnd(error))
        {
            // The target is not there: so goes the client.
            connection.Dispose();
        }

        connection.Dispose();
        _connections.TryRemove(connection, out _);
    }

    // A direction that broke breaks the other: a reset must not look like a silent link to the end that only waits.
    private static async Task PumpAsync(FaultyPump pump, ProxiedConnection connection)
    {
        try
        {
            await pump.RunAsync(connection.Ended).ConfigureAwait(false);
        }
        catch (Exception error) when (IsEnd(error))
        {
            connection.Dispose();
        }
    }

    private static bool IsEnd(Exception error) => error is SocketException or ObjectDisposedException or OperationCanceledException;

    // Not HashCode: its results differ from run to run.
    private Random Chance(int number, int direction) => new(unchecked((Seed * 31) + (number * 2) + direction));

}
