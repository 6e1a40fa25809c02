using FlexCore.Domain;
using FlexCore.Persistence.Sqlite.State;

namespace FlexCore.Persistence.Sqlite.Tests.State;

public sealed class StreamHeadsTests
{
    private readonly StreamHeads _heads = new();

    [Fact]
    public void An_unknown_stream_has_no_tail()
    {
        _heads.Find(StoreFixture.Stream(1)).ShouldBeNull();
        _heads.Tail(StoreFixture.Stream(1)).ShouldBeNull();
    }

    [Fact]
    public void A_known_stream_begins_with_what_the_index_covers()
    {
        var head = _heads.Add(StoreFixture.Stream(1), 7);

        head.Version.ShouldBe(7);
        _heads.Find(StoreFixture.Stream(1)).ShouldBeSameAs(head);
        _heads.Tail(StoreFixture.Stream(1))!.Value.IndexedVersion.ShouldBe(7);
        _heads.Tail(StoreFixture.Stream(1))!.Value.Seqs.ShouldBeEmpty();
        _heads.WithTail.ShouldBeEmpty();
    }

    [Fact]
    public void Readers_see_published_events_only_and_the_copy_they_took_stays()
    {
        var head = _heads.Add(StoreFixture.Stream(1), 0);
        head.Version = 3;
        _heads.Tail(head.Stream)!.Value.Seqs.ShouldBeEmpty();

        _heads.Publish([new CommittedAppend(head, 10, 2)]);
        var before = _heads.Tail(head.Stream)!.Value.Seqs;
        _heads.Publish([new CommittedAppend(head, 15, 1)]);

        before.ShouldBe([10, 11]);
        _heads.Tail(head.Stream)!.Value.Seqs.ShouldBe([10, 11, 15]);
    }

    [Fact]
    public void A_stream_with_several_appends_is_listed_once()
    {
        var one = _heads.Add(StoreFixture.Stream(1), 0);
        var two = _heads.Add(StoreFixture.Stream(2), 0);

        _heads.Publish([new CommittedAppend(one, 1, 2), new CommittedAppend(two, 3, 1), new CommittedAppend(one, 4, 5)]);

        _heads.WithTail.ShouldBe([one, two]);
        _heads.TailCount.ShouldBe(8);
        one.TailCount.ShouldBe(7);
    }

    [Fact]
    public void What_the_index_took_over_leaves_the_tail_and_the_version_stays()
    {
        var head = _heads.Add(StoreFixture.Stream(1), 4);
        head.Version = 6;
        _heads.Publish([new CommittedAppend(head, 1, 2)]);

        _heads.TailIndexed();

        head.IndexedVersion.ShouldBe(6);
        head.Version.ShouldBe(6);
        _heads.TailCount.ShouldBe(0);
        _heads.WithTail.ShouldBeEmpty();
        _heads.Publish([new CommittedAppend(head, 9, 1)]);
        _heads.Tail(head.Stream)!.Value.ShouldSatisfyAllConditions(
            tail => tail.IndexedVersion.ShouldBe(6),
            tail => tail.Seqs.ShouldBe([9]));
    }

    [Fact]
    public void Beyond_its_bound_the_cache_forgets_all_but_the_streams_with_a_tail()
    {
        var kept = _heads.Add(StoreFixture.Stream(0), 0);
        _heads.Publish([new CommittedAppend(kept, 1, 1)]);
        for (var i = 1; i <= 65_536; i++)
        {
            _heads.Add(StoreFixture.Stream(i), i);
        }

        _heads.Trim();
        _heads.Find(StoreFixture.Stream(65_536)).ShouldNotBeNull();

        _heads.Add(StoreFixture.Stream(65_537), 1);
        _heads.Trim();
        _heads.Find(StoreFixture.Stream(65_536)).ShouldBeNull();
        _heads.Find(kept.Stream).ShouldBeSameAs(kept);
        _heads.Tail(kept.Stream)!.Value.Seqs.ShouldBe([1]);
    }

    [Fact]
    public void A_random_history_reads_as_a_model_says()
    {
        const int seed = 77;
        var random = new Random(seed);
        var model = new Dictionary<EntityId, (long Indexed, List<long> Tail)>();
        var seq = 1L;
        for (var step = 0; step < 2_000; step++)
        {
            var stream = StoreFixture.Stream(random.Next(20));
            if (random.Next(50) == 0)
            {
                _heads.TailIndexed();
                model.Keys.ToList().ForEach(key => model[key] = (model[key].Indexed + model[key].Tail.Count, []));
                continue;
            }

            var head = _heads.Find(stream) ?? _heads.Add(stream, 0);
            model.TryAdd(stream, (0, []));
            var count = random.Next(1, 9);
            _heads.Publish([new CommittedAppend(head, seq, count)]);
            model[stream].Tail.AddRange(Enumerable.Range(0, count).Select(i => seq + i));
            seq += count;

            var tail = _heads.Tail(stream)!.Value;
            tail.IndexedVersion.ShouldBe(model[stream].Indexed, $"seed {seed}, step {step}");
            tail.Seqs.ShouldBe(model[stream].Tail.ToArray(), $"seed {seed}, step {step}");
            _heads.TailCount.ShouldBe(model.Values.Sum(entry => entry.Tail.Count), $"seed {seed}, step {step}");
        }
    }
}
