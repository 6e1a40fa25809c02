using FlexCore.Actors.Topics;
using FlexCore.Application.Cluster;
using FlexCore.Cluster.Tests.Transport;
using FlexCore.Cluster.Topics;
using FlexCore.Cluster.Transport;
using FlexCore.Testing.Probes;

namespace FlexCore.Cluster.Tests.Topics;

/// <summary>One node with a bus.</summary>
internal sealed class TopicNode : IAsyncDisposable
{
    private readonly TopicBus _local = new(new TopicOptions());
    private readonly Probe<NodeId> _learned = new();

    public TopicNode(string name, TimeProvider? time = null, Action<TransportOptions>? configure = null)
    {
        var id = new NodeId(name, 1);
        var options = new TransportOptions { Port = 0, SilenceMax = TimeSpan.FromMinutes(2), DrainTimeout = TimeSpan.Zero, ReconnectBackoffMin = TimeSpan.Zero, ReconnectBackoffMax = TimeSpan.Zero };
        configure?.Invoke(options);
        View = new FixedView(id);
        Transport = new NodeTransport(new TransportIdentity(id, "topics"), options, null, time ?? TimeProvider.System, Log);
        Bus = new ClusterTopicBus(_local, Transport, View, new ClusterTopicOptions(), time ?? TimeProvider.System);
        Bus.Remote.Learned += _learned.Add;
        Transport.Start();
        Member = new Member(id, MemberStatus.Up, new NodeAddress("127.0.0.1", Transport.Port));
    }

    public KeptLog Log { get; } = new();

    public FixedView View { get; }

    public NodeTransport Transport { get; }

    public ClusterTopicBus Bus { get; }

    /// <summary>The node as others reach it; a test may put a proxy before it.</summary>
    public Member Member { get; set; }

    /// <summary>Makes nodes members of one cluster and waits until each knows the others' subscriptions.</summary>
    public static async Task JoinAsync(params TopicNode[] nodes)
    {
        foreach (var node in nodes)
        {
            node.View.Set([.. nodes.Select(other => other.Member)]);
        }

        foreach (var node in nodes)
        {
            foreach (var other in nodes.Where(other => other != node))
            {
                await node.WhenKnowsAsync(other);
            }
        }
    }

    /// <summary>Waits until this node knows the present subscriptions of another.</summary>
    public async Task WhenKnowsAsync(TopicNode other)
    {
        while (Bus.Remote.VersionOf(other.Member.Id) < other.Bus.Gossip.Interest.Version)
        {
            await _learned.NextAsync($"{Member.Id} learns of {other.Member.Id}");
        }
    }

    /// <summary>Waits until this node has forgotten another.</summary>
    public async Task WhenForgetsAsync(TopicNode other)
    {
        while (Bus.Remote.VersionOf(other.Member.Id) >= 0)
        {
            await _learned.NextAsync($"{Member.Id} forgets {other.Member.Id}");
        }
    }

    /// <summary>Waits until everything that this node has told another has been dealt with there.</summary>
    public async Task WhenHeardByAsync(TopicNode other)
    {
        // A question on the same connection is answered behind what was told before it.
        var frame = Transport.Begin(ServiceNumber.Topics);
        frame.Byte(TopicWire.Pull);
        await Transport.AskAsync(other.Member, frame, TimeSpan.FromSeconds(60), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        await Transport.DisposeAsync();
        _local.Dispose();
    }
}
