using FlexCore.Application.EventTopics;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.EventTopics;

/// <summary>What a process keeps of topics: recent batches, desks, the backlog of readers. All of it bounded.</summary>
public sealed class TopicMemoryTests
{
    private const int Overhead = 160;

    [Fact]
    public void A_batch_is_found_behind_the_position_before_it_and_nowhere_else()
    {
        var recent = new RecentEntries(10_000);
        recent.Add(EntryAt(7));

        recent.Find(6).ShouldNotBeNull().Batch.Position.ShouldBe(7);
        (recent.Find(5), recent.Find(7)).ShouldBe((null, null));
    }

    [Fact]
    public void A_batch_that_is_there_is_kept_and_counted_once()
    {
        var recent = new RecentEntries(2 * (Overhead + 10));
        var first = EntryAt(1);
        recent.Add(first);
        recent.Add(EntryAt(1));
        recent.Add(EntryAt(2));

        recent.Find(0).ShouldBeSameAs(first);
        recent.Find(1).ShouldNotBeNull("the second copy of the first takes no room");
    }

    [Fact]
    public void A_batch_larger_than_the_bound_is_not_kept_and_drives_nothing_out()
    {
        var recent = new RecentEntries(Overhead + 10);
        recent.Add(EntryAt(1));
        recent.Add(EntryAt(2, bytes: 11));

        (recent.Find(0) is not null, recent.Find(1)).ShouldBe((true, null));
        new RecentEntries(0).Find(0).ShouldBeNull();
    }

    /// <summary>The oracle keeps a list and cuts it from the front until the sum fits.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(77)]
    public void The_newest_batches_within_the_bound_are_those_that_stay(int seed)
    {
        var random = new Random(seed);
        var bound = random.Next(500, 5_000);
        var recent = new RecentEntries(bound);
        var model = new List<TopicEntry>();
        for (var step = 1; step <= 500; step++)
        {
            var entry = EntryAt(random.Next(1, 60), random.Next(0, 900));
            recent.Add(entry);
            if (entry.Batch.Lines.Length + Overhead <= bound && model.TrueForAll(other => other.Batch.Position != entry.Batch.Position))
            {
                model.Add(entry);
                while (model.Sum(kept => kept.Batch.Lines.Length + Overhead) > bound)
                {
                    model.RemoveAt(0);
                }
            }

            for (var position = 1; position < 60; position++)
            {
                recent.Find(position - 1).ShouldBeSameAs(model.Find(kept => kept.Batch.Position == position), $"seed {seed}, step {step}, position {position}");
            }
        }
    }

    [Fact]
    public void The_slowest_running_reader_makes_the_backlog()
    {
        var desk = new TopicDesk(TenantId.Default, "orders", 1_000);
        var (slow, fast, young) = (new TopicConsumer(), new TopicConsumer(), new TopicConsumer());
        desk.Grow(100);
        desk.UnreadBytes().ShouldBe(0, "nobody reads");
        foreach (var consumer in new[] { slow, fast, young })
        {
            desk.Add(consumer);
        }

        desk.UnreadBytes().ShouldBe(0, "a reader before its first batch may stand anywhere");
        slow.Advance(10);
        fast.Advance(90);
        desk.UnreadBytes().ShouldBe(90);
        desk.Grow(150);
        desk.Grow(120);
        desk.UnreadBytes().ShouldBe(140, "a topic never shrinks");
        desk.Remove(slow);
        desk.UnreadBytes().ShouldBe(60);
        fast.Advance(150);
        desk.UnreadBytes().ShouldBe(0);
    }

    [Fact]
    public void Names_longer_than_the_bus_takes_have_hints_of_their_own()
    {
        var hints = new[] { "a", new string('t', 150), new string('t', 151), new string('t', 199) + "a", new string('t', 199) + "b" }
            .Select(topic => new TopicDesk(TenantId.Default, topic, 0).Hint.Topic).ToList();

        hints.Distinct().Count().ShouldBe(hints.Count);
        hints.ShouldAllBe(hint => hint.Length <= 200);
        hints[0].ShouldBe("event-topic:a");
    }

    [Fact]
    public void Desks_beyond_the_bound_leave_when_nobody_is_at_them()
    {
        var desks = new TopicDesks(new EventTopicOptions { ResidentMax = 3 });
        var busy = desks.Enter(TenantId.Default, "busy");
        desks.Enter(new TenantId("other"), "busy").ShouldNotBeSameAs(busy);
        desks.Enter(TenantId.Default, "busy").ShouldBeSameAs(busy);
        busy.Leave();
        for (var i = 0; i < 50; i++)
        {
            desks.Enter(TenantId.Default, $"t{i}").Leave();
        }

        desks.Count.ShouldBeLessThanOrEqualTo(5);
        desks.Enter(TenantId.Default, "busy").ShouldBeSameAs(busy, "somebody still reads there");
    }

    [Fact]
    public void A_name_that_no_topic_can_have_takes_no_room()
    {
        var desks = new TopicDesks(new EventTopicOptions());

        Should.Throw<InvalidIdentifierException>(() => desks.Enter(TenantId.Default, "no such/name"));

        desks.Count.ShouldBe(0);
    }

    private static TopicEntry EntryAt(long position, int bytes = 10) => new(new EventTopicBatch(position, position, 1, DateTimeOffset.UnixEpoch, new byte[bytes]), position * 10);
}
