using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Transport.Connections;

/// <summary>A connection that another node made: it asks, this node answers.</summary>
/// <remarks>Requests are handled on the reading task; answers come from any thread.</remarks>
internal sealed class InboundConnection(TransportCore core, NodeId node) : FrameConnection(core)
{
    private int _serving;

    /// <summary>Who is at the other end.</summary>
    internal NodeId Node { get; } = node;

    /// <summary>How many requests are being served.</summary>
    internal int Serving => Volatile.Read(ref _serving);

    /// <inheritdoc/>
    protected override string Peer => Node.ToString();

    /// <summary>Serves until the connection ends.</summary>
    internal Task<string> RunAsync(Stream stream, FrameReader reader) => ServeAsync(stream, reader);

    internal WireWriter Begin() => Core.Begin();

    internal void Answer(ulong id, WireWriter frame)
    {
        Queue.TryAppend(frame, FrameKind.Reply, id, FrameQueue.Unbounded);
        OnAnswered();
    }

    internal void AnswerIfRoom(ulong id, WireWriter frame)
    {
        if (frame.Body.Length > Core.Options.FrameBytesMax || Queue.TryAppend(frame, FrameKind.Reply, id, Core.Options.UnsentBytesMax) == 0)
        {
            Refuse(id, RefuseCode.AnswerTooLarge, $"The answer of {frame.Body.Length} bytes does not fit into what {Core.Identity.Self} may keep unsent.");
            return;
        }

        OnAnswered();
    }

    internal void Refuse(ulong id, RefuseCode code, string message)
    {
        var frame = Core.Begin();
        frame.Byte((byte)code);
        frame.Text(message);
        Queue.TryAppend(frame, FrameKind.Refuse, id, FrameQueue.Unbounded);
        OnAnswered();
        Core.Instruments.CountRefused();
    }

    /// <inheritdoc/>
    protected override void OnFrame(in FrameView frame)
    {
        switch (frame.Kind)
        {
            case FrameKind.Request:
                OnRequest(frame.Id, frame.Body.Span);
                break;
            case FrameKind.Tell:
                OnTell(frame.Body.Span);
                break;
            case FrameKind.Ping:
                Signal(FrameKind.Pong);
                break;
            case FrameKind.Goodbye:
                Abort("the other node said goodbye");
                break;
            default:
                throw new WireException($"a frame of kind {(byte)frame.Kind} came where requests come");
        }
    }

    private void OnAnswered()
    {
        Interlocked.Decrement(ref _serving);
        Core.Stop.Tell();
    }

    private void OnRequest(ulong id, ReadOnlySpan<byte> body)
    {
        // Counted before the look at the stop: a stop that does not see this request has been seen by it.
        var serving = Interlocked.Increment(ref _serving);
        if (Core.IsStopping)
        {
            Refuse(id, RefuseCode.Stopping, $"{Core.Identity.Self} is stopping.");
            return;
        }

        if (serving > 2L * Core.Options.RequestsInFlightMax)
        {
            throw new WireException($"more than twice the {Core.Options.RequestsInFlightMax} requests that were agreed on are in flight");
        }

        if (serving > Core.Options.RequestsInFlightMax)
        {
            Refuse(id, RefuseCode.Overloaded, $"{Core.Identity.Self} serves its maximum of {Core.Options.RequestsInFlightMax} requests of {Node}.");
            return;
        }

        if (body.IsEmpty || Core.ServiceOf(body[0]) is not { } service)
        {
            Refuse(id, RefuseCode.UnknownService, $"{Core.Identity.Self} has no service {(body.IsEmpty ? 0 : body[0])}.");
            return;
        }

        try
        {
            service.OnRequest(new InboundCall(this, id), body[1..]);
        }
        catch (WireException error)
        {
            Refuse(id, RefuseCode.Malformed, error.Message);
        }
    }

    private void OnTell(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || Core.ServiceOf(body[0]) is not { } service)
        {
            Core.Instruments.CountRefused();
            return;
        }

        try
        {
            service.OnTell(Node, body[1..]);
        }
        catch (WireException)
        {
            // Nobody waits for an answer; the checksum was right, so the frames behind it can be read.
            Core.Instruments.CountRefused();
        }
    }
}
