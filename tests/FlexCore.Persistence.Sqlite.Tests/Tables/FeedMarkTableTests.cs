using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Tests.Tables;

public sealed class FeedMarkTableTests
{
    [Fact]
    public async Task Without_a_mark_everything_begins_at_zero()
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new FeedMarkTable(fixture.Database, 3);

        table.Newest().Seq.ShouldBe(0);
        table.Newest().Offsets.ShouldBe([0, 0, 0]);
        table.NewestAtOrBefore([5, 5, 5]).Seq.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(9, 0, 0)]
    [InlineData(1, 2, 10)]
    [InlineData(3, 2, 10)]
    [InlineData(4, 3, 10)]
    [InlineData(3, 9, 10)]
    [InlineData(4, 4, 20)]
    [InlineData(99, 99, 20)]
    public async Task A_mark_counts_when_the_cursor_has_passed_it_in_every_shard(long first, long second, long expected)
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new FeedMarkTable(fixture.Database, 2);
        table.Insert(10, [1, 2]);
        table.Insert(20, [4, 4]);

        table.NewestAtOrBefore([first, second]).Seq.ShouldBe(expected);
    }

    [Fact]
    public async Task Any_cursor_finds_what_a_search_through_all_marks_finds()
    {
        const int seed = 99;
        var random = new Random(seed);
        using var fixture = await TableFixture.CreateAsync();
        var table = new FeedMarkTable(fixture.Database, 4);
        var marks = new List<(long Seq, long[] Offsets)> { (0, new long[4]) };
        for (var seq = 1; seq <= 40; seq++)
        {
            long[] offsets = [.. marks[^1].Offsets.Select(offset => offset + random.Next(4))];
            marks.Add((seq * 10, offsets));
            table.Insert(seq * 10, offsets);
        }

        for (var round = 0; round < 300; round++)
        {
            long[] cursor = [.. Enumerable.Range(0, 4).Select(_ => (long)random.Next(80))];
            var expected = marks.Last(mark => mark.Offsets.Zip(cursor).All(pair => pair.First <= pair.Second));

            var found = table.NewestAtOrBefore(cursor);
            found.Seq.ShouldBe(expected.Seq, $"seed {seed}, round {round}");
            found.Offsets.ShouldBe(expected.Offsets, $"seed {seed}, round {round}");
        }
    }

    [Theory]
    [InlineData("UPDATE feed_mark SET seq = seq + 1")]
    [InlineData("UPDATE feed_mark SET checksum = checksum + 1")]
    [InlineData("UPDATE feed_mark SET offsets = zeroblob(16)")]
    [InlineData("UPDATE feed_mark SET offsets = substr(offsets, 1, 8)")]
    public async Task A_changed_mark_is_reported(string damage)
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new FeedMarkTable(fixture.Database, 2);
        table.Insert(10, [1, 2]);
        fixture.Database.Execute(damage);

        Should.Throw<CorruptEventException>(() => table.Newest()).Message.ShouldContain("feed_mark");
    }

    [Fact]
    public async Task A_mark_of_another_number_of_shards_is_reported()
    {
        using var fixture = await TableFixture.CreateAsync();
        new FeedMarkTable(fixture.Database, 2).Insert(10, [1, 2]);

        Should.Throw<CorruptEventException>(() => new FeedMarkTable(fixture.Database, 3).Newest());
    }
}
