using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport.Handshakes;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Connections;

/// <summary>A connection that this node makes: it asks, the other answers. It takes frames from the moment it is dialled.</summary>
/// <remarks>Thread-safe for senders. Answers are handed on by the reading task.</remarks>
internal sealed class OutboundConnection(TransportCore core, NodeId node, long session) : FrameConnection(core)
{
    private readonly CallTable _calls = new(core.Options.RequestsInFlightMax);
    private bool _saidGoodbye;

    /// <summary>Its number among the connections to that node, from 1.</summary>
    internal long Session { get; } = session;

    /// <summary>Whether the handshake has succeeded.</summary>
    internal bool IsConnected { get; private set; }

    /// <summary>Whether the other node takes nothing more.</summary>
    internal bool IsEnding => Volatile.Read(ref _saidGoodbye) || Reason is not null;

    /// <summary>How many requests wait for their answer.</summary>
    internal int InFlight => _calls.Count;

    /// <inheritdoc/>
    protected override string Peer => node.ToString();

    /// <summary>Serves until the connection ends.</summary>
    internal Task<string> RunAsync(Stream stream, FrameReader reader, Welcome welcome)
    {
        IsConnected = true;
        Core.Log.Connected(Peer, welcome.Protocol);
        return ServeAsync(stream, reader);
    }

    internal SendResult TryAsk(IPendingCall call, WireWriter frame)
    {
        if (!_calls.TryAdd(call, out var id))
        {
            return Reason is null ? SendResult.Overloaded : SendResult.Unreachable;
        }

        var batch = Queue.TryAppend(frame, FrameKind.Request, id, Core.Options.UnsentBytesMax);
        if (batch > 0)
        {
            _calls.SetBatch(id, batch);
            return SendResult.Accepted;
        }

        // Whoever takes it out of the table ends it. When the connection ended meanwhile, it has been told already.
        if (_calls.Take(id) is null)
        {
            return SendResult.Accepted;
        }

        Core.Stop.Tell();
        return batch == 0 ? SendResult.Overloaded : SendResult.Unreachable;
    }

    internal SendResult TryTell(WireWriter frame) => Queue.TryAppend(frame, FrameKind.Tell, 0, Core.Options.HintBytesMax) switch
    {
        > 0 => SendResult.Accepted,
        0 => SendResult.Overloaded,
        _ => SendResult.Unreachable,
    };

    /// <summary>Tells everybody who still waits that no answer comes.</summary>
    internal int EndCalls(string reason)
    {
        var left = _calls.Close();
        var taken = IsConnected ? Queue.TakenBatch : 0;
        foreach (var (call, batch) in left)
        {
            var wasSent = IsConnected && !Volatile.Read(ref _saidGoodbye) && batch <= taken;
            call.OnLost(new CallLoss(wasSent, reason));
        }

        Core.Stop.Tell();
        return left.Count;
    }

    /// <summary>Forgets requests whose callers have given up.</summary>
    internal void SweepCalls()
    {
        foreach (var call in _calls.Sweep())
        {
            call.OnLost(new CallLoss(WasSent: true, "nobody waits for the answer any more."));
        }

        Core.Stop.Tell();
    }

    /// <inheritdoc/>
    protected override void OnFrame(in FrameView frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Reply:
                OnReply(frame.Id, frame.Body.Span);
                break;
            case FrameKind.Refuse:
                OnRefuse(frame.Id, frame.Body.Span);
                break;
            case FrameKind.Pong:
                break;
            case FrameKind.Goodbye:
                Volatile.Write(ref _saidGoodbye, true);
                Abort("the other node is stopping");
                break;
            default:
                throw new WireException($"a frame of kind {(byte)frame.Kind} came where answers come");
        }
    }

    private void OnReply(ulong id, ReadOnlySpan<byte> body)
    {
        if (_calls.Take(id) is not { } call)
        {
            return;
        }

        Core.Stop.Tell();
        try
        {
            call.OnReply(body);
        }
        catch (WireException error)
        {
            call.OnLost(new CallLoss(WasSent: true, error.Message));
            throw;
        }
    }

    private void OnRefuse(ulong id, ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var code = (RefuseCode)reader.Byte();
        var message = reader.Text();
        var call = _calls.Take(id);
        Core.Stop.Tell();
        call?.OnRefused(code, message);
    }
}
