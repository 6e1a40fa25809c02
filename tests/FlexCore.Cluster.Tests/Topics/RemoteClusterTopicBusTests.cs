using FlexCore.Application.Topics;
using FlexCore.Conformance.Topics;
using FlexCore.Domain;

namespace FlexCore.Cluster.Tests.Topics;

/// <summary>Publisher and subscriber on different nodes.</summary>
public sealed class RemoteClusterTopicBusTests : TopicBusConformance, IAsyncLifetime
{
    private readonly List<TwoNodeBus> _buses = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var bus in _buses)
        {
            await bus.DisposeAsync();
        }
    }

    protected override ITopicBus CreateBus()
    {
        var bus = new TwoNodeBus();
        _buses.Add(bus);
        return bus;
    }

    /// <summary>Publishes on one node and subscribes on another. It publishes when the news of subscriptions has arrived, and says how many subscribers were reached there.</summary>
    private sealed class TwoNodeBus : ITopicBus, IAsyncDisposable
    {
        private readonly TopicNode _publisher = new("publisher");
        private readonly TopicNode _subscriber = new("subscriber");
        private readonly Task _joined;

        public TwoNodeBus() => _joined = TopicNode.JoinAsync(_publisher, _subscriber);

        public async ValueTask<int> PublishAsync(TopicMessage message, CancellationToken cancellationToken = default)
        {
            await _joined;
            await _publisher.WhenKnowsAsync(_subscriber);
            var before = _subscriber.Bus.Service.Delivered;
            (await _publisher.Bus.PublishAsync(message, cancellationToken)).ShouldBe(0, "nobody subscribed on the publisher's node");
            await _publisher.WhenHeardByAsync(_subscriber);
            return (int)(_subscriber.Bus.Service.Delivered - before);
        }

        public ITopicSubscription Subscribe(SecurityContext security, string topic, int bufferSize = 256) => _subscriber.Bus.Subscribe(security, topic, bufferSize);

        public async ValueTask DisposeAsync()
        {
            await _joined;
            await _publisher.DisposeAsync();
            await _subscriber.DisposeAsync();
        }
    }
}
