using FlexCore.Application.EventTopics;
using FlexCore.Conformance.EventTopics;
using FlexCore.Domain;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Testing.Tests;

public sealed class InMemoryEventTopicsTests : EventTopicsConformance
{
    [Fact]
    public async Task A_full_topic_and_an_overloaded_one_refuse_and_append_nothing()
    {
        var topics = new InMemoryEventTopics(new ManualClock()) { BytesMax = 4, OverloadedAppends = 1 };
        var append = new EventTopicAppend(SecurityContext.Development, "t", "12\n"u8.ToArray(), 1, "c");

        (await topics.AppendAsync(append)).Refusal.ShouldNotBeNull().Code.ShouldBe("overloaded");
        (await topics.AppendAsync(append)).Refusal.ShouldBeNull();
        (await topics.AppendAsync(append)).Refusal.ShouldNotBeNull().Code.ShouldBe("backlog-full");

        (await topics.GetEndAsync(SecurityContext.Development, "t")).Records.ShouldBe(1);
    }

    [Fact]
    public async Task An_append_is_stamped_by_the_clock()
    {
        var clock = new ManualClock();
        var topics = new InMemoryEventTopics(clock);
        clock.Advance(TimeSpan.FromMinutes(1));
        await topics.AppendAsync(new EventTopicAppend(SecurityContext.Development, "t", "1\n"u8.ToArray(), 1, "c"));
        (await topics.ReadAsync(SecurityContext.Development, "t", 0)).ShouldNotBeNull().At.ShouldBe(clock.GetUtcNow());
    }

    protected override Task<IEventTopicsHost> StartAsync() => Task.FromResult<IEventTopicsHost>(new Host());

    private sealed class Host : IEventTopicsHost
    {
        public IEventTopics Topics { get; } = new InMemoryEventTopics(new ManualClock());

        public Task CrashAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
