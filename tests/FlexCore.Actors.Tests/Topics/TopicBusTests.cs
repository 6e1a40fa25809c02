using FlexCore.Actors.Supervision;
using FlexCore.Actors.Topics;
using FlexCore.Application.Topics;
using FlexCore.Conformance.Topics;
using FlexCore.Domain;

namespace FlexCore.Actors.Tests.Topics;

public sealed class TopicBusTests : TopicBusConformance, IDisposable
{
    private readonly TopicBus _bus = new(new TopicOptions { SubscriptionsMax = 8 });

    public void Dispose() => _bus.Dispose();

    [Fact]
    public async Task One_subscription_too_many_is_refused_until_another_ends()
    {
        var open = Enumerable.Range(0, 8).Select(i => _bus.Subscribe(SecurityContext.Development, $"t{i}")).ToArray();

        var error = Should.Throw<InvalidOperationException>(() => _bus.Subscribe(SecurityContext.Development, "t8"));
        error.Message.ShouldContain("subscriptions-max");

        await open[3].DisposeAsync();
        await _bus.Subscribe(SecurityContext.Development, "t8").DisposeAsync();
    }

    [Fact]
    public void A_bound_out_of_range_is_refused_with_its_key() =>
        Should.Throw<ActorOptionsException>(() => new TopicBus(new TopicOptions { SubscriptionsMax = 0 }))
            .Message.ShouldContain("flexcore.actors.topics.subscriptions-max");

    protected override ITopicBus CreateBus() => _bus;
}
