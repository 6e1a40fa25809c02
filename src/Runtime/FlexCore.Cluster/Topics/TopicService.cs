using FlexCore.Application.Cluster;
using FlexCore.Application.Topics;
using FlexCore.Cluster.Transport;
using FlexCore.Cluster.Transport.Connections;
using FlexCore.Cluster.Transport.Wire;

namespace FlexCore.Cluster.Topics;

/// <summary>Takes messages and news of subscriptions from other nodes. Thread-safe.</summary>
internal sealed class TopicService(ITopicBus local, TopicGossip gossip, ClusterTopicInstruments instruments) : ITransportService
{
    private long _delivered;

    /// <inheritdoc/>
    public ServiceNumber Number => ServiceNumber.Topics;

    /// <summary>How many subscribers of this node messages of other nodes have reached, all together.</summary>
    internal long Delivered => Interlocked.Read(ref _delivered);

    /// <inheritdoc/>
    public void OnRequest(InboundCall call, ReadOnlySpan<byte> body)
    {
        if (body is not [TopicWire.Pull])
        {
            throw new WireException("A question about topics is of an unknown kind.");
        }

        var frame = call.Begin();
        gossip.WriteAll(frame);
        call.ReplyIfRoom(frame);
    }

    /// <inheritdoc/>
    public void OnTell(NodeId from, ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        switch (reader.Byte())
        {
            case TopicWire.Message:
                Deliver(TopicWire.ReadMessage(ref reader));
                break;
            case TopicWire.Change:
                gossip.OnChange(from, ref reader);
                break;
            case TopicWire.Digest:
                gossip.OnDigest(from, reader.SignedVarint());
                break;
            default:
                throw new WireException("A message about topics is of an unknown kind.");
        }
    }

    private void Deliver(TopicMessage message)
    {
        if (message.Topic.Length is 0 or > ClusterTopicBus.TopicLengthMax)
        {
            throw new WireException($"A topic of {message.Topic.Length} characters cannot be.");
        }

        instruments.CountReceived();

        // Publishing on this node never waits.
        var reached = local.PublishAsync(message);
        if (reached.IsCompletedSuccessfully)
        {
            Interlocked.Add(ref _delivered, reached.Result);
        }
    }
}
