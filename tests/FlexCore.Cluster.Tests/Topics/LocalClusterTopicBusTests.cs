using FlexCore.Application.Topics;
using FlexCore.Conformance.Topics;

namespace FlexCore.Cluster.Tests.Topics;

/// <summary>Publisher and subscriber on one node of a cluster.</summary>
public sealed class LocalClusterTopicBusTests : TopicBusConformance, IAsyncLifetime
{
    private readonly List<TopicNode> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    protected override ITopicBus CreateBus()
    {
        var node = new TopicNode("a");
        _nodes.Add(node);
        return node.Bus;
    }
}
