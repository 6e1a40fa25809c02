using FlexCore.Application.Cluster;
using FlexCore.Cluster.Membership;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Probes;

/// <summary>Probes members over the connections that carry everything else, so that a node which answers probes is one that can be asked.</summary>
/// <remarks>
/// <para>Thread-safe. A node learns which life it is only when it enters the membership table, and looks before that whether another life of its
/// name answers. For that it probes over a transport of its own that does not listen (<see cref="CreateEntering"/>), then over the real one.</para>
/// </remarks>
public sealed class TransportProbe : IMemberProbe
{
    /// <summary>What the name of an entering node ends in. A member cannot be taken for it.</summary>
    public const string EnteringSuffix = ".entering";

    // Callers bound their wait by a token; this only bounds what they forgot.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private NodeTransport? _transport;

    /// <summary>A transport for a node that has not entered yet: it asks and is not asked.</summary>
    /// <param name="nodeName">The node's name.</param>
    /// <param name="clusterName">Its cluster.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="tls">Certificates, or <see langword="null"/>.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The transport; dispose it when the node has entered.</returns>
    public static NodeTransport CreateEntering(string nodeName, string clusterName, TransportOptions options, TransportTls? tls, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(nodeName);
        var kept = nodeName[..Math.Min(nodeName.Length, NodeId.NameLengthMax - EnteringSuffix.Length)];
        return new NodeTransport(
            new TransportIdentity(new NodeId(kept + EnteringSuffix, 1), clusterName), options, tls, time, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
    }

    /// <summary>Answers the probes of other nodes. Call before the transport starts.</summary>
    /// <param name="transport">This node's transport.</param>
    /// <param name="responder">Who answers.</param>
    /// <param name="time">The clock.</param>
    public static void Serve(NodeTransport transport, IProbeResponder responder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(responder);
        ArgumentNullException.ThrowIfNull(time);
        transport.Register(new ProbeService(responder, time));
    }

    /// <summary>Probes over this transport from now on.</summary>
    /// <param name="transport">The transport.</param>
    public void Use(NodeTransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        Volatile.Write(ref _transport, transport);
    }

    /// <inheritdoc/>
    public async ValueTask<ProbeReply?> ProbeAsync(Member target, TableVersions known, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        var answer = await AskAsync(
            target,
            frame =>
            {
                frame.Byte(ProbeWire.Direct);
                ProbeWire.Write(frame, known);
            },
            cancellationToken).ConfigureAwait(false);
        return answer is { } body ? Read(body.Span, static (ref WireReader reader) => ProbeWire.ReadReply(ref reader)) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool?> ProbeThroughAsync(Member via, Member target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(via);
        ArgumentNullException.ThrowIfNull(target);
        var answer = await AskAsync(
            via,
            frame =>
            {
                frame.Byte(ProbeWire.Through);
                ProbeWire.Write(frame, target);
            },
            cancellationToken).ConfigureAwait(false);
        return answer is { } body ? Read(body.Span, static (ref WireReader reader) => reader.Byte() != 0) : null;
    }

    private delegate T ReadPart<out T>(ref WireReader reader);

    private static T? Read<T>(ReadOnlySpan<byte> body, ReadPart<T> read)
        where T : struct
    {
        try
        {
            var reader = new WireReader(body);
            return read(ref reader);
        }
        catch (WireException)
        {
            // An answer that cannot be read says no more than none.
            return null;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>?> AskAsync(Member target, Action<WireWriter> write, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _transport) is not { } transport || cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        var frame = transport.Begin(ServiceNumber.Probes);
        write(frame);
        try
        {
            return await transport.AskAsync(target, frame, Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TransportException or TimeoutException or OperationCanceledException)
        {
            // Silence is an answer; the transport has told why.
            return null;
        }
    }
}
