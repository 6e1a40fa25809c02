using System.Text;
using FlexCore.Application.Journal;
using FlexCore.Domain;
using FlexCore.Persistence.PostgreSql.State;

namespace FlexCore.Persistence.PostgreSql.Tests.State;

public sealed class RecentEventsTests
{
    private const int Shards = 4;
    private static readonly EventMetadata _metadata = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.FromHours(2)), "user:ana", "corr", "cause", "key");

    [Fact]
    public void What_was_added_is_taken_in_order_and_with_everything_it_has()
    {
        var recent = new RecentEvents(Shards);
        var bytes = Encoding.UTF8.GetBytes("{\"n\":1}");
        var stream = StreamIn(2);
        var id = Guid.NewGuid();
        recent.Add(new AppendRequest(stream, new ShardLease(2, 1, "node-1"), 6, [new NewEvent(id, "a", 3, bytes), new NewEvent(Guid.NewGuid(), "b", 1, bytes)], _metadata), 41);
        bytes[5] = (byte)'9';

        var taken = new List<StoredEvent>();
        recent.Take(2, 39, 41, 10, taken).ShouldBe(41);
        taken.Select(static stored => (stored.Offset, stored.Version, stored.Type)).ShouldBe([(40, 7, "a"), (41, 8, "b")]);
        var first = taken[0];
        (first.Id, first.Stream, first.Shard, first.SchemaVersion).ShouldBe((id, stream, 2, 3));
        first.Metadata.ShouldBe(_metadata with { Time = _metadata.Time.ToUniversalTime() });
        first.Metadata.Time.Offset.ShouldBe(TimeSpan.Zero);
        Encoding.UTF8.GetString(first.Payload.Span).ShouldBe("{\"n\":1}", "the caller's buffer is the caller's again");
    }

    [Fact]
    public void Nothing_is_taken_beyond_what_is_known_to_be_durable_or_wanted()
    {
        var recent = new RecentEvents(Shards);
        recent.Add(Request(1, 5), 15);
        Take(recent, 1, 10, 13, 9).ShouldBe([11, 12, 13]);
        Take(recent, 1, 10, 15, 2).ShouldBe([11, 12]);
        Take(recent, 1, 15, 15, 9).ShouldBeEmpty();
        Take(recent, 1, 9, 15, 9).ShouldBeEmpty("offset 10 is not there");
        Take(recent, 0, 0, 15, 9).ShouldBeEmpty();
    }

    [Fact]
    public void Behind_a_gap_the_run_begins_anew()
    {
        var recent = new RecentEvents(Shards);
        recent.Add(Request(1, 3), 3);
        recent.Add(Request(1, 2), 9);
        recent.HasNext(1, 0).ShouldBeFalse("another node has written offsets 4 to 7");
        Take(recent, 1, 7, 9, 9).ShouldBe([8, 9]);
    }

    [Theory]
    [InlineData(10, 1_000_000)]
    [InlineData(1_000, 70)]
    public void No_more_is_kept_than_may_be(int countMax, long bytesMax)
    {
        var recent = new RecentEvents(Shards, countMax, bytesMax);
        for (var offset = 1; offset <= 200; offset++)
        {
            recent.Add(Request(offset % Shards, 1), offset / Shards);
        }

        recent.Count.ShouldBe(10, "an event of the test has seven bytes");
        recent.HasNext(0, 48).ShouldBeTrue();
        recent.HasNext(0, 20).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_is_taken_is_what_was_added_there(int seed)
    {
        var random = new Random(seed);
        var recent = new RecentEvents(Shards, countMax: 40);
        var ends = new long[Shards];
        var added = new Dictionary<(int Shard, long Offset), string>();
        for (var step = 0; step < 2_000; step++)
        {
            var shard = random.Next(Shards);
            if (random.Next(3) > 0)
            {
                // Now and then another node has written some before.
                ends[shard] += random.Next(10) == 0 ? random.Next(1, 4) : 0;
                var request = Request(shard, random.Next(1, 5));
                ends[shard] += request.Events.Count;
                recent.Add(request, ends[shard]);
                for (var i = 0; i < request.Events.Count; i++)
                {
                    added[(shard, ends[shard] - request.Events.Count + 1 + i)] = request.Events[i].Id.ToString();
                }
            }

            var from = Math.Max(0, ends[shard] - random.Next(20));
            var taken = new List<StoredEvent>();
            var last = recent.Take(shard, from, ends[shard], random.Next(1, 15), taken);
            last.ShouldBe(from + taken.Count, $"seed {seed}, step {step}");
            recent.HasNext(shard, from).ShouldBe(taken.Count > 0, $"seed {seed}, step {step}");
            for (var i = 0; i < taken.Count; i++)
            {
                (taken[i].Shard, taken[i].Offset).ShouldBe((shard, from + 1 + i), $"seed {seed}, step {step}");
                taken[i].Id.ToString().ShouldBe(added[(shard, from + 1 + i)], $"seed {seed}, step {step}");
            }
        }
    }

    private static List<long> Take(RecentEvents recent, int shard, long offset, long end, int count)
    {
        var taken = new List<StoredEvent>();
        recent.Take(shard, offset, end, count, taken);
        return [.. taken.Select(static stored => stored.Offset)];
    }

    private static AppendRequest Request(int shard, int events) => new(
        StreamIn(shard), new ShardLease(shard, 1, "node-1"), 0, [.. Enumerable.Range(0, events).Select(static _ => new NewEvent(Guid.NewGuid(), "t", 1, Encoding.UTF8.GetBytes("{\"n\":1}")))], _metadata);

    private static EntityId StreamIn(int shard) =>
        Enumerable.Range(0, int.MaxValue).Select(static number => new EntityId(TenantId.Default, "account", $"a-{number}")).First(entity => entity.ShardOf(Shards) == shard);
}
