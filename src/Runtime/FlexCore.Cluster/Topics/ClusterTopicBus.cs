using FlexCore.Application.Cluster;
using FlexCore.Application.Topics;
using FlexCore.Cluster.Transport;
using FlexCore.Domain;

namespace FlexCore.Cluster.Topics;

/// <summary>Publish and subscribe over all nodes of a cluster.</summary>
/// <remarks>
/// <para>Thread-safe. A message goes once to each node that has subscribers of its tenant's topic, and there to all of them. At most once: what a
/// node does not get because it is slow, away, or not yet known to have subscribers, is lost for it, and nothing waits. Each publisher's order is
/// kept for each subscriber.</para>
/// <para>A new subscription is known to the other nodes when its news has arrived, usually within a round trip; messages that other nodes publish
/// before that do not reach it.</para>
/// </remarks>
public sealed class ClusterTopicBus : ITopicBus, IAsyncDisposable
{
    internal const int TopicLengthMax = 200;

    private readonly ITopicBus _local;
    private readonly NodeTransport _transport;
    private readonly ClusterTopicInstruments _instruments = new();

    /// <summary>Creates the bus of a node. Call before the transport starts.</summary>
    /// <param name="local">The bus of this node's subscribers. Disposed by its owner.</param>
    /// <param name="transport">The way to other nodes.</param>
    /// <param name="view">Who they are.</param>
    /// <param name="options">The settings.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ClusterOptionsException">A setting is outside its range.</exception>
    public ClusterTopicBus(ITopicBus local, NodeTransport transport, IClusterView view, ClusterTopicOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        _local = local;
        _transport = transport;
        Gossip = new TopicGossip(transport, view, Remote, options, time);
        Service = new TopicService(local, Gossip, _instruments);
        transport.Register(Service);
    }

    internal RemoteTopics Remote { get; } = new();

    internal TopicGossip Gossip { get; }

    internal TopicService Service { get; }

    /// <inheritdoc/>
    public ValueTask<int> PublishAsync(TopicMessage message, CancellationToken cancellationToken = default)
    {
        // The local bus checks the arguments, so it comes first.
        var reached = _local.PublishAsync(message, cancellationToken);
        if (!reached.IsCompletedSuccessfully)
        {
            return reached;
        }

        foreach (var node in Remote.NodesOf(new TopicName(message.Security.Tenant, message.Topic)))
        {
            var frame = _transport.Begin(ServiceNumber.Topics);
            TopicWire.WriteMessage(frame, message);
            if (_transport.TryTell(node, frame) == SendResult.Accepted)
            {
                _instruments.CountSent();
            }
            else
            {
                _instruments.CountDropped();
            }
        }

        return reached;
    }

    /// <inheritdoc/>
    public ITopicSubscription Subscribe(SecurityContext security, string topic, int bufferSize = 256)
    {
        ArgumentNullException.ThrowIfNull(security);
        var subscription = _local.Subscribe(security, topic, bufferSize);
        var name = new TopicName(security.Tenant, topic);
        Gossip.Interest.Add(name);
        return new ToldSubscription(subscription, () => Gossip.Interest.Remove(name));
    }

    /// <summary>Stops telling and following. Subscriptions are ended by their owners.</summary>
    public async ValueTask DisposeAsync()
    {
        await Gossip.DisposeAsync().ConfigureAwait(false);
        _instruments.Dispose();
    }
}
