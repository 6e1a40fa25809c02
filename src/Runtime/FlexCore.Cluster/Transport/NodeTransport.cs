using System.Collections.Concurrent;
using FlexCore.Actors.Asking;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport.Connections;
using FlexCore.Cluster.Transport.Diagnostics;
using FlexCore.Cluster.Transport.Wire;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cluster.Transport;

/// <summary>One node's connections with all others: requests with one answer each, and messages without, over framed TCP.</summary>
/// <remarks>
/// <para>Thread-safe. Each node dials the others itself, when it has something to ask: a pair of nodes has at most one connection for the
/// requests of either side, and the answers come back on the connection of their request. So neither end waits for the other to dial, and
/// two dials at once need no tie-break.</para>
/// <para>Frames of one sender to one node arrive in the order in which they were given. What was accepted ends exactly once: answered,
/// refused, or lost with the connection, and a loss says whether the request may have arrived.</para>
/// <para>Bounds: requests in flight per node, bytes that wait per connection, the length of a frame, connections of others.</para>
/// </remarks>
public sealed class NodeTransport : IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<NodeId, PeerLink> _links = new();
    private readonly Listener _listener;
    private readonly ITimer _heartbeat;
    private readonly AskPool<TransportAsk> _asks;
    private readonly Lock _gate = new();
    private Task? _stopping;
    private long _lastBeat;

    /// <summary>Creates a transport that does not listen yet.</summary>
    /// <param name="identity">Who this node is.</param>
    /// <param name="options">Its bounds; read as it goes, do not change them afterwards.</param>
    /// <param name="tls">Certificates, or <see langword="null"/> for connections in the clear.</param>
    /// <param name="time">The clock of its time-outs.</param>
    /// <param name="logs">Where it logs.</param>
    /// <exception cref="ClusterOptionsException">A setting is outside its range.</exception>
    public NodeTransport(TransportIdentity identity, TransportOptions options, TransportTls? tls, TimeProvider time, ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logs);
        ArgumentException.ThrowIfNullOrEmpty(identity.ClusterName);
        options.Validate();
        Core = new TransportCore(identity, options, tls, time, new TransportLog(logs.CreateLogger("FlexCore.Cluster.Transport")));
        _listener = new Listener(Core);
        _lastBeat = time.GetTimestamp();
        _heartbeat = time.CreateTimer(static transport => ((NodeTransport)transport!).Beat(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Deadlines = new AskDeadlines(time, SweepInterval);
        _asks = new AskPool<TransportAsk>(static pool => new TransportAsk(pool));
        Deadlines.Add(_asks);
    }

    /// <summary>Who this node is.</summary>
    public NodeId Self => Core.Identity.Self;

    /// <summary>The port it listens on; the one the system chose when the setting is 0.</summary>
    /// <exception cref="InvalidOperationException">It does not listen yet.</exception>
    public int Port => _listener.EndPoint.Port;

    internal TransportCore Core { get; }

    internal AskDeadlines Deadlines { get; }

    /// <summary>Begins to listen for other nodes.</summary>
    /// <exception cref="TransportException">The port is taken or the address is not of this machine.</exception>
    public void Start()
    {
        _listener.Start();
        _heartbeat.Change(Core.Options.HeartbeatInterval, Core.Options.HeartbeatInterval);
    }

    /// <summary>Gives the rule by which nodes are served, for example that the membership does not have them down.</summary>
    /// <param name="admission">Says why a node is not served, or <see langword="null"/>. Called on every handshake.</param>
    public void AdmitBy(Func<NodeId, string?> admission)
    {
        ArgumentNullException.ThrowIfNull(admission);
        Core.Admission = admission;
    }

    /// <summary>Ends every connection with nodes that are not in a list, in both directions.</summary>
    /// <param name="members">Who is left, each in its present life.</param>
    public async Task RetainAsync(IReadOnlyCollection<NodeId> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        const string Reason = "the node is no member any more";
        var kept = members.ToHashSet();
        foreach (var connection in _listener.Connections.Where(connection => !kept.Contains(connection.Node)))
        {
            connection.Abort(Reason);
        }

        foreach (var node in _links.Keys.Where(node => !kept.Contains(node)))
        {
            if (_links.TryRemove(node, out var link))
            {
                await link.CloseAsync(Reason).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stops: answers what was accepted, accepts nothing more, and ends every connection, after <see cref="TransportOptions.DrainTimeout"/> at the latest.</summary>
    public async ValueTask DisposeAsync()
    {
        Task stopping;
        lock (_gate)
        {
            stopping = _stopping ??= StopAsync();
        }

        await stopping.ConfigureAwait(false);
    }

    private async Task StopAsync()
    {
        // Before anything else, so that whoever has asked for the stop knows that nothing more is accepted.
        Core.IsStopping = true;
        Interlocked.MemoryBarrier();
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await _listener.StopAcceptingAsync().ConfigureAwait(false);
        await TransportDrain.RunAsync(Core, _listener, _links.Values).ConfigureAwait(false);
        await _heartbeat.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_links.Values.Select(link => link.DisposeAsync().AsTask())).ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
        await Deadlines.DisposeAsync().ConfigureAwait(false);
        Core.Dispose();
    }

    internal void Register(ITransportService service) => Core.Register(service);

    /// <summary>A frame for a service of another node. It is this thread's only one: send it before the next is begun.</summary>
    internal WireWriter Begin(ServiceNumber service)
    {
        var frame = Core.Begin();
        frame.Byte((byte)service);
        return frame;
    }

    /// <summary>Sends a request. When it is accepted, the call gets exactly one end.</summary>
    /// <param name="target">Whom to ask.</param>
    /// <param name="call">The request.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="session">
    /// The only connection that may carry it, 0 for any; when it was accepted, the one that does. What was sent over an earlier connection and has no end
    /// yet may be overtaken over the next.
    /// </param>
    internal SendResult TryAsk(Member target, IPendingCall call, WireWriter frame, ref long session) =>
        frame.Body.Length > Core.Options.FrameBytesMax ? SendResult.Overloaded : LinkTo(target).TryAsk(call, frame, ref session);

    /// <summary>Sends a message.</summary>
    internal SendResult TryTell(Member target, WireWriter frame) =>
        frame.Body.Length > Core.Options.FrameBytesMax ? SendResult.Overloaded : LinkTo(target).TryTell(frame);

    /// <summary>Why a node could not be reached the last time, or <see langword="null"/>.</summary>
    internal string? WhyUnreachable(NodeId node) => _links.TryGetValue(node, out var link) ? link.Unreachable : null;

    /// <summary>Sends a request and waits for the answer as bytes.</summary>
    /// <exception cref="TransportException">It was not sent, not handled, or lost.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    internal ValueTask<ReadOnlyMemory<byte>> AskAsync(Member target, WireWriter frame, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var ask = _asks.Rent();
        ask.Begin(target.Id, Deadlines.After(timeout), timeout, cancellationToken);
        var task = ask.Task;
        var session = 0L;
        var result = TryAsk(target, ask, frame, ref session);
        if (result == SendResult.Accepted)
        {
            Deadlines.Watch();
        }
        else
        {
            ask.Fail(new TransportException($"Node {target.Id} was not asked ({result}): {WhyUnreachable(target.Id) ?? "too much waits for it, or this node stops"}"));
        }

        return task;
    }

    private PeerLink LinkTo(Member target) => _links.TryGetValue(target.Id, out var link)
        ? link
        : _links.GetOrAdd(target.Id, static (node, made) => new PeerLink(made.Core, node, made.Address), (Core, target.Address));

    private void Beat()
    {
        // A process that was stopped for a while must not take its own silence for that of others.
        var now = Core.Time.GetTimestamp();
        var isFair = Core.Time.GetElapsedTime(_lastBeat, now) < 2 * Core.Options.HeartbeatInterval;
        _lastBeat = now;
        foreach (var link in _links.Values)
        {
            link.Beat(isFair);
        }

        foreach (var connection in _listener.Connections)
        {
            if (isFair && connection.Reason is null && connection.Silence > Core.Options.SilenceMax + Core.Options.HeartbeatInterval)
            {
                Core.Log.WentSilent(connection.Node.ToString(), connection.Silence.TotalSeconds);
                connection.Abort($"nothing was received for {connection.Silence.TotalSeconds:0.0} s");
            }
        }
    }
}
