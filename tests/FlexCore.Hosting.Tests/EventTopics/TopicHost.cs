using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Actors.Topics;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;
using FlexCore.Conformance.EventTopics;
using FlexCore.Domain.EventTopics;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Hosting.Tests.EventTopics;

/// <summary>The topics over any journal, and a way to lose their memory.</summary>
internal sealed class TopicHost(
    IEventJournal journal, ISnapshotStore snapshots, IShardLeases leases, EventTopicOptions options, Func<ValueTask> close, TimeProvider? clock = null) : IEventTopicsHost
{
    private readonly List<IAsyncDisposable> _abandoned = [];
    private IEventTopics? _topics;

    public IEventTopics Topics => _topics ?? throw new InvalidOperationException("The host was not opened.");

    public EntityRegion<EventTopicState, EventTopicCommand, EventTopicEvent>? Region { get; private set; }

    public async Task CrashAsync()
    {
        var shards = await OwnedShards.AcquireAllAsync(leases, "test");
        var system = new ActorSystem(new ActorSystemOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        var definition = new EntityDefinition<EventTopicState, EventTopicCommand, EventTopicEvent>(
            EventTopicDecider.Kind, new EventTopicDecider(), EventTopicCodecs.Events)
        {
            Snapshots = EventTopicCodecs.Snapshots,
        };
        Region = new EntityRegion<EventTopicState, EventTopicCommand, EventTopicEvent>(
            system, definition, new EntityStorage(journal, snapshots, shards), new EntityOptions { SnapshotEvery = 20, IdempotencyKeysMax = options.IdempotencyKeysMax });
        _abandoned.AddRange([system, Region]);
        _topics = new Application.EventTopics.EventTopics(Region, journal, new TopicBus(new TopicOptions()), options, clock ?? TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var abandoned in Enumerable.Reverse(_abandoned))
        {
            await abandoned.DisposeAsync();
        }

        await close();
    }
}
