using FlexCore.Application.EventTopics;
using FlexCore.Conformance.EventTopics;
using FlexCore.Testing.Storage;

namespace FlexCore.Hosting.Tests.EventTopics;

/// <summary>The same promises when nothing is kept in memory: every read goes to the journal.</summary>
public sealed class UncachedTopicsTests : EventTopicsConformance
{
    protected override async Task<IEventTopicsHost> StartAsync()
    {
        var store = new InMemoryStore();
        var options = new EventTopicOptions { RecentBytesMax = 0, ResidentMax = 1 };
        var host = new TopicHost(store.Journal, store.Snapshots, store.Leases, options, () => ValueTask.CompletedTask);
        await host.CrashAsync();
        return host;
    }
}
