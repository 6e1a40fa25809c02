using FlexCore.Api.Requests;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Api.V1;
using FlexCore.Domain;
using FlexCore.Testing.Time;
using Microsoft.AspNetCore.Http;

namespace FlexCore.Api.Tests.V1;

public sealed class IngressTopicsTests
{
    private readonly ManualClock _clock = new();
    private readonly FakeStreams _streams = new();

    [Fact]
    public async Task An_answer_is_remembered_for_a_second_and_then_asked_for_again()
    {
        _streams.Add("orders");
        var topics = new IngressTopics(_streams, _clock);
        topics.Known(SecurityContext.Development, "orders").ShouldBeNull();
        (await topics.FindAsync(Exchange(), "orders")).ShouldBe(("orders", null));

        topics.Known(SecurityContext.Development, "orders").ShouldBe("orders");
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        topics.Known(SecurityContext.Development, "orders").ShouldBe("orders");
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        topics.Known(SecurityContext.Development, "orders").ShouldBeNull();
    }

    [Fact]
    public async Task What_was_refused_is_not_remembered()
    {
        _streams.Add("file1");
        var topics = new IngressTopics(_streams, _clock);

        (await topics.FindAsync(Exchange(), "nothing")).Refusal.ShouldNotBeNull().Code.ShouldBe("stream-not-found");
        (await topics.FindAsync(Exchange(), "file1")).Refusal.ShouldNotBeNull().Code.ShouldBe("no-topic");
        _streams.Add("nothing");
        (await topics.FindAsync(Exchange(), "nothing")).Topic.ShouldBe("nothing");
    }

    [Fact]
    public async Task A_change_forgets_every_answer_and_tenants_do_not_share_them()
    {
        _streams.Add("orders");
        var topics = new IngressTopics(_streams, _clock);
        await topics.FindAsync(Exchange(), "orders");
        topics.Known(new SecurityContext(new TenantId("other"), "user:x"), "orders").ShouldBeNull();
        topics.Known(new SecurityContext(TenantId.Default, "user:x"), "orders").ShouldBe("orders");

        topics.Forget();

        topics.Known(SecurityContext.Development, "orders").ShouldBeNull();
    }

    [Fact]
    public async Task Memory_is_bounded_and_begins_again_at_the_bound()
    {
        var topics = new IngressTopics(_streams, _clock);
        for (var i = 0; i <= IngressTopics.CapacityMax; i++)
        {
            _streams.Add($"s{i}");
            await topics.FindAsync(Exchange(), $"s{i}");
        }

        topics.Known(SecurityContext.Development, "s0").ShouldBeNull("it was forgotten to make room");
        topics.Known(SecurityContext.Development, $"s{IngressTopics.CapacityMax}").ShouldNotBeNull();
    }

    private static ApiExchange Exchange() => new(new DefaultHttpContext(), SecurityContext.Development, AnswerStyle.Problem);
}
