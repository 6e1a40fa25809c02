using FlexCore.Application.EventTopics;
using FlexCore.Conformance.EventTopics;
using FlexCore.Testing.Storage;

namespace FlexCore.Hosting.Tests.EventTopics;

public sealed class InMemoryJournalTopicsTests : EventTopicsConformance
{
    protected override async Task<IEventTopicsHost> StartAsync()
    {
        var store = new InMemoryStore();
        var host = new TopicHost(store.Journal, store.Snapshots, store.Leases, new EventTopicOptions(), () => ValueTask.CompletedTask);
        await host.CrashAsync();
        return host;
    }
}
