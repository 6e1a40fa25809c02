using System.Text;
using FlexCore.Application.Topics;
using FlexCore.Domain;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Topics;

/// <summary>What every <see cref="ITopicBus"/> promises. Derive a class per engine.</summary>
public abstract class TopicBusConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static SecurityContext Ana { get; } = new(new TenantId("ana"), "user:ana");

    private static SecurityContext Bob { get; } = new(new TenantId("bob"), "user:bob");

    /// <summary>Makes an empty bus.</summary>
    protected abstract ITopicBus CreateBus();

    [Fact]
    public async Task A_message_reaches_every_subscriber_of_its_topic()
    {
        var bus = CreateBus();
        await using var first = bus.Subscribe(Ana, "jobs");
        await using var second = bus.Subscribe(Ana, "jobs");

        (await bus.PublishAsync(Message(Ana, "jobs", "1"))).ShouldBe(2);

        (await TakeAsync(first, 1)).ShouldBe(["1"]);
        (await TakeAsync(second, 1)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_message_does_not_reach_another_tenant()
    {
        var bus = CreateBus();
        await using var other = bus.Subscribe(Bob, "jobs");

        (await bus.PublishAsync(Message(Ana, "jobs", "1"))).ShouldBe(0);
        await bus.PublishAsync(Message(Bob, "jobs", "2"));

        (await TakeAsync(other, 1)).ShouldBe(["2"]);
    }

    [Fact]
    public async Task A_message_does_not_reach_another_topic()
    {
        var bus = CreateBus();
        await using var other = bus.Subscribe(Ana, "jobs.done");

        (await bus.PublishAsync(Message(Ana, "jobs", "1"))).ShouldBe(0);
        await bus.PublishAsync(Message(Ana, "jobs.done", "2"));

        (await TakeAsync(other, 1)).ShouldBe(["2"]);
    }

    [Fact]
    public async Task A_message_published_before_the_subscription_is_not_delivered()
    {
        var bus = CreateBus();
        (await bus.PublishAsync(Message(Ana, "jobs", "early"))).ShouldBe(0);
        await using var subscription = bus.Subscribe(Ana, "jobs");

        await bus.PublishAsync(Message(Ana, "jobs", "late"));

        (await TakeAsync(subscription, 1)).ShouldBe(["late"]);
    }

    [Fact]
    public async Task A_publisher_s_messages_arrive_in_order()
    {
        var bus = CreateBus();
        await using var subscription = bus.Subscribe(Ana, "jobs", bufferSize: 500);
        var sent = Enumerable.Range(0, 500).Select(i => $"{i}").ToArray();

        foreach (var text in sent)
        {
            await bus.PublishAsync(Message(Ana, "jobs", text));
        }

        (await TakeAsync(subscription, 500)).ShouldBe(sent);
        subscription.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task Each_of_many_publishers_keeps_its_order()
    {
        var bus = CreateBus();
        await using var subscription = bus.Subscribe(Ana, "jobs", bufferSize: 4_000);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(publisher => Task.Run(async () =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                await bus.PublishAsync(Message(Ana, "jobs", $"{publisher}:{i}"));
            }
        })));

        var arrived = await TakeAsync(subscription, 4_000);
        for (var publisher = 0; publisher < 4; publisher++)
        {
            arrived.Where(text => text.StartsWith($"{publisher}:", StringComparison.Ordinal))
                .ShouldBe(Enumerable.Range(0, 1_000).Select(i => $"{publisher}:{i}"), $"publisher {publisher}");
        }
    }

    [Fact]
    public async Task A_full_buffer_drops_its_oldest_messages_and_counts_them()
    {
        var bus = CreateBus();
        await using var slow = bus.Subscribe(Ana, "jobs", bufferSize: 3);
        await using var roomy = bus.Subscribe(Ana, "jobs", bufferSize: 10);

        for (var i = 0; i < 10; i++)
        {
            (await bus.PublishAsync(Message(Ana, "jobs", $"{i}"))).ShouldBe(2);
        }

        slow.Dropped.ShouldBe(7);
        roomy.Dropped.ShouldBe(0);
        (await TakeAsync(slow, 3)).ShouldBe(["7", "8", "9"]);
        (await TakeAsync(roomy, 10)).Count.ShouldBe(10);
    }

    [Fact]
    public async Task A_disposed_subscription_receives_nothing_more_and_its_reader_ends()
    {
        var bus = CreateBus();
        var subscription = bus.Subscribe(Ana, "jobs");
        var reading = CountAsync(subscription);
        await bus.PublishAsync(Message(Ana, "jobs", "1"));

        await subscription.DisposeAsync();

        (await reading.WaitAsync(Patience)).ShouldBe(1);
        (await bus.PublishAsync(Message(Ana, "jobs", "2"))).ShouldBe(0);
        await subscription.DisposeAsync();
    }

    [Fact]
    public async Task A_reader_stops_when_cancelled_and_another_goes_on()
    {
        var bus = CreateBus();
        await using var subscription = bus.Subscribe(Ana, "jobs");
        using var cancellation = new CancellationTokenSource();
        var reader = subscription.ReadAllAsync(cancellation.Token).GetAsyncEnumerator(CancellationToken.None);
        var waiting = reader.MoveNextAsync().AsTask();

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
        await bus.PublishAsync(Message(Ana, "jobs", "after"));
        (await TakeAsync(subscription, 1)).ShouldBe(["after"]);
    }

    [Fact]
    public async Task A_cancelled_publication_reaches_nobody()
    {
        var bus = CreateBus();
        await using var subscription = bus.Subscribe(Ana, "jobs");

        await Should.ThrowAsync<OperationCanceledException>(
            async () => await bus.PublishAsync(Message(Ana, "jobs", "never"), new CancellationToken(canceled: true)));
        await bus.PublishAsync(Message(Ana, "jobs", "1"));

        (await TakeAsync(subscription, 1)).ShouldBe(["1"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65_537)]
    public void A_buffer_size_out_of_range_is_refused(int bufferSize) =>
        Should.Throw<ArgumentOutOfRangeException>(() => CreateBus().Subscribe(Ana, "jobs", bufferSize));

    [Fact]
    public async Task An_empty_or_overlong_topic_is_refused()
    {
        var bus = CreateBus();
        Should.Throw<ArgumentException>(() => bus.Subscribe(Ana, ""));
        Should.Throw<ArgumentException>(() => bus.Subscribe(Ana, new string('x', 201))).Message.ShouldContain("201");
        await Should.ThrowAsync<ArgumentException>(async () => await bus.PublishAsync(Message(Ana, "", "1")));
    }

    private static TopicMessage Message(SecurityContext security, string topic, string text) =>
        new(security, topic, Encoding.UTF8.GetBytes(text));

    private static async Task<IReadOnlyList<string>> TakeAsync(ITopicSubscription subscription, int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        var taken = new List<string>(count);
        await foreach (var message in subscription.ReadAllAsync(limit.Token))
        {
            taken.Add(Encoding.UTF8.GetString(message.Payload.Span));
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }

    private static async Task<int> CountAsync(ITopicSubscription subscription)
    {
        var count = 0;
        await foreach (var _ in subscription.ReadAllAsync())
        {
            count++;
        }

        return count;
    }
}
