using FlexCore.Application.EventTopics;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.EventTopics;

public sealed class TopicDeskTests
{
    private readonly EventTopicOptions _options = new() { ResidentMax = 3 };

    [Fact]
    public void The_end_of_a_topic_never_goes_back_whoever_says_what()
    {
        var desk = Desk();

        Parallel.For(0, 2_000, number => desk.Grow(number * 7_919L % 2_000));

        desk.EndBytes.ShouldBe(1_999);
        desk.Grow(5);
        desk.EndBytes.ShouldBe(1_999);
    }

    [Fact]
    public void The_slowest_reader_that_has_taken_anything_counts()
    {
        var desk = Desk();
        desk.Grow(100);
        desk.SlowestSeen().ShouldBeNull();
        desk.UnreadBytes().ShouldBe(0, "nobody reads");

        var (fast, slow, fresh) = (new TopicConsumer(), new TopicConsumer(), new TopicConsumer());
        foreach (var consumer in new[] { fast, slow, fresh })
        {
            desk.Add(consumer);
        }

        fast.Advance(90);
        slow.Advance(40);
        (desk.SlowestSeen(), desk.UnreadBytes()).ShouldBe((40L, 60L), "the one that has taken nothing yet does not count");

        desk.Remove(slow);
        (desk.SlowestSeen(), desk.UnreadBytes()).ShouldBe((90L, 10L));
        fast.Advance(120);
        desk.UnreadBytes().ShouldBe(0, "what a reader has seen may be newer than the end that is known here");
    }

    [Fact]
    public void A_reader_counts_as_long_as_it_has_its_place()
    {
        var desk = Desk();
        desk.Enter();
        var consumer = new TopicConsumer();
        consumer.Advance(1);
        using (new ReaderPlace(desk, consumer))
        {
            desk.SlowestSeen().ShouldBe(1);
            desk.IsIdle.ShouldBeFalse();
        }

        desk.SlowestSeen().ShouldBeNull();
        desk.IsIdle.ShouldBeTrue("the place leaves the desk");
    }

    [Fact]
    public void A_reader_that_the_backlog_does_not_count_only_keeps_the_desk()
    {
        var desk = Desk();
        desk.Enter();

        using (new ReaderPlace(desk, consumer: null))
        {
            desk.SlowestSeen().ShouldBeNull();
            desk.IsIdle.ShouldBeFalse();
        }

        desk.IsIdle.ShouldBeTrue();
    }

    [Fact]
    public void Hints_of_topics_have_names_that_the_bus_takes_and_differ_where_the_topics_do()
    {
        var (first, second) = (new string('t', 199) + "1", new string('t', 199) + "2");
        string[] hints = [.. new[] { "orders", first, second }.Select(topic => new TopicDesk(TenantId.Default, topic, 1_000).Hint.Topic)];

        hints[0].ShouldBe("event-topic:orders");
        hints.ShouldBeUnique();
        hints.ShouldAllBe(static hint => hint.Length <= 200);
        new TopicDesk(TenantId.Default, first, 1_000).Hint.Topic.ShouldBe(hints[1], "every node makes the same");
    }

    [Fact]
    public void Topics_that_nobody_uses_leave_memory_and_those_in_use_stay()
    {
        var desks = new TopicDesks(_options);
        var used = desks.Enter(TenantId.Default, "used");
        for (var i = 0; i < 10; i++)
        {
            desks.Enter(TenantId.Default, $"t{i}").Leave();
        }

        desks.Count.ShouldBeLessThanOrEqualTo(_options.ResidentMax + 1);
        desks.All.ShouldContain(used);
        desks.Enter(TenantId.Default, "used").ShouldBeSameAs(used);
    }

    [Fact]
    public void A_topic_of_another_tenant_is_another_topic()
    {
        var desks = new TopicDesks(_options);

        desks.Enter(new TenantId("a"), "t").ShouldNotBeSameAs(desks.Enter(new TenantId("b"), "t"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void A_name_that_no_topic_may_have_is_refused_and_not_kept(string name)
    {
        var desks = new TopicDesks(_options);

        Should.Throw<InvalidIdentifierException>(() => desks.Enter(TenantId.Default, name));
        desks.Count.ShouldBe(0);
    }

    private static TopicDesk Desk() => new(TenantId.Default, "orders", 1_000);
}
