using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Tables;
using FlexCore.Persistence.Sqlite.Writing;

namespace FlexCore.Persistence.Sqlite.Tests.Writing;

/// <summary>The index behind its watermark, and what a start makes of index and tail together.</summary>
public sealed class IndexBuilderTests
{
    [Fact]
    public async Task It_is_due_at_its_batch_size_and_not_before()
    {
        using var store = await SessionFixture.CreateAsync();
        var index = new IndexBuilder(store.Session, batchEvents: 3);
        await store.CommitAsync(store.Request(1, 0), store.Request(2, 0));
        index.IsDue.ShouldBeFalse();
        await store.CommitAsync(store.Request(1, 1));
        index.IsDue.ShouldBeTrue();

        index.Build();

        index.IsDue.ShouldBeFalse();
    }

    [Fact]
    public async Task Building_moves_the_tail_into_the_index_and_sets_the_watermark()
    {
        using var store = await SessionFixture.CreateAsync();
        await store.CommitAsync(store.Request(2, 0), store.Request(1, 0), store.Request(2, 1));
        new IndexBuilder(store.Session, 1).Build();

        SessionFixture.Tail(store.Session.State, 1).ShouldBe([]);
        var runs = new StreamRunTable(store.Database);
        runs.Seqs(StoreFixture.Stream(1).StreamId, 1, 10).ShouldBe([2]);
        runs.Seqs(StoreFixture.Stream(2).StreamId, 1, 10).ShouldBe([1, 3]);
        var mark = new FeedMarkTable(store.Database, StoreFixture.ShardCount).Newest();
        mark.Seq.ShouldBe(3);
        mark.Offsets.ShouldBe(store.Session.Offsets.ToArray());
    }

    [Fact]
    public async Task A_stream_longer_than_a_run_is_cut_without_a_gap()
    {
        using var store = await SessionFixture.CreateAsync();
        var one = store.Request(1, 0);
        var length = (StreamRunTable.RunLengthMax * 2) + 1;
        await store.CommitAsync(one with { Events = [.. Enumerable.Repeat(one.Events[0], length)] });
        new IndexBuilder(store.Session, 1).Build();

        store.Database.QueryNumber("SELECT count(*) FROM stream_run").ShouldBe(3);
        var runs = new StreamRunTable(store.Database);
        runs.LastVersion(one.Stream.StreamId).ShouldBe(length);
        runs.Seqs(one.Stream.StreamId, 1, length + 1).ShouldBe(Enumerable.Range(1, length).Select(seq => (long)seq));
    }

    [Fact]
    public async Task An_index_that_does_not_end_where_the_tail_begins_is_reported_and_not_written()
    {
        using var store = await SessionFixture.CreateAsync();
        await store.CommitAsync(store.Request(1, 0));
        new StreamRunTable(store.Database).Insert(StoreFixture.Stream(1).StreamId, 1, [1]);
        var index = new IndexBuilder(store.Session, 1);

        var error = Should.Throw<CorruptEventException>(index.Build);

        error.Message.ShouldContain("the index ends at version 1, but the tail begins after 0");
        store.Database.Rollback();
        store.Database.QueryNumber("SELECT count(*) FROM feed_mark").ShouldBe(0);
        SessionFixture.Tail(store.Session.State, 1).ShouldBe([1], "the tail stays until the index has it");
    }

    [Fact]
    public async Task A_start_finds_the_tail_above_the_watermark_only()
    {
        using var store = await SessionFixture.CreateAsync();
        await store.CommitAsync(store.Request(1, 0), store.Request(2, 0));
        new IndexBuilder(store.Session, 1).Build();
        await store.CommitAsync(store.Request(2, 1), store.Request(3, 0));

        var recovered = store.Recover();

        recovered.End.Seq.ShouldBe(4);
        recovered.Heads.TailCount.ShouldBe(2);
        recovered.Heads.Tail(StoreFixture.Stream(1)).ShouldBeNull("it is found through the index when it is needed");
        var (indexed, seqs) = recovered.Heads.Tail(StoreFixture.Stream(2)).ShouldNotBeNull();
        indexed.ShouldBe(1);
        seqs.ShouldBe([3]);
        recovered.Heads.Find(StoreFixture.Stream(2)).ShouldNotBeNull().Version.ShouldBe(2);
        recovered.Epochs.ShouldAllBe(epoch => epoch == 1);
    }

    [Fact]
    public async Task A_start_on_an_empty_store_finds_zeros()
    {
        using var store = await Tables.TableFixture.CreateAsync();

        var recovered = StateRecovery.Read(store.Database, 4);

        recovered.End.Seq.ShouldBe(0);
        recovered.Epochs.ShouldBe([0, 0, 0, 0]);
        recovered.Offsets.ShouldBe([0, 0, 0, 0]);
        recovered.Heads.TailCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("DELETE FROM stream_run WHERE first_version = 1", "the index covers")]
    [InlineData("DELETE FROM event WHERE seq = 3", "seq 3 is missing; 4 follows")]
    [InlineData("DELETE FROM feed_mark", "the index covers 2 events where it must cover 0")]
    [InlineData("UPDATE event SET payload = x'00' WHERE seq = 4", "the row with seq 4 does not match its checksum")]
    public async Task A_start_refuses_a_store_that_contradicts_itself(string damage, string message)
    {
        using var store = await SessionFixture.CreateAsync();
        await store.CommitAsync(store.Request(1, 0), store.Request(2, 0));
        new IndexBuilder(store.Session, 1).Build();
        await store.CommitAsync(store.Request(2, 1), store.Request(3, 0));
        store.Database.Execute(damage);

        Should.Throw<CorruptEventException>(store.Recover).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4711)]
    public async Task Wherever_batches_end_each_stream_reads_whole_from_index_and_tail(int seed)
    {
        using var store = await SessionFixture.CreateAsync();
        var index = new IndexBuilder(store.Session, 1);
        var random = new Random(seed);
        var expected = Enumerable.Range(0, 5).Select(_ => new List<long>()).ToArray();
        for (var seq = 1; seq <= 120; seq++)
        {
            var stream = random.Next(5);
            await store.CommitAsync(store.Request(stream, expected[stream].Count));
            expected[stream].Add(seq);
            if (random.Next(10) == 0)
            {
                index.Build();
            }
        }

        var recovered = store.Recover();
        var runs = new StreamRunTable(store.Database);
        for (var stream = 0; stream < 5; stream++)
        {
            var indexed = runs.Seqs(StoreFixture.Stream(stream).StreamId, 1, 1_000);
            indexed.Concat(SessionFixture.Tail(recovered, stream) ?? []).ShouldBe(expected[stream], $"seed {seed}, stream {stream}");
        }
    }
}
