using FlexCore.Application.Journal;
using FlexCore.Persistence.Sqlite.Tables;

namespace FlexCore.Persistence.Sqlite.Tests.Tables;

public sealed class StreamRunTableTests
{
    [Fact]
    public async Task A_stream_without_runs_has_no_versions()
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new StreamRunTable(fixture.Database);

        table.LastVersion("a").ShouldBe(0);
        table.LastVersionQuick("a").ShouldBe(0);
        table.Seqs("a", 1, 10).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, 100, "5,8,9,20,21")]
    [InlineData(2, 100, "8,9,20,21")]
    [InlineData(3, 100, "9,20,21")]
    [InlineData(4, 100, "20,21")]
    [InlineData(5, 100, "21")]
    [InlineData(6, 100, "")]
    [InlineData(1, 1, "5,8,9")]
    [InlineData(1, 3, "5,8,9")]
    [InlineData(1, 4, "5,8,9,20,21")]
    [InlineData(3, 1, "9")]
    [InlineData(3, 2, "9,20,21")]
    public async Task Seqs_come_from_the_version_on_in_whole_runs(long from, int countMax, string expected)
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new StreamRunTable(fixture.Database);
        table.Insert("a", 1, [5, 8, 9]);
        table.Insert("a", 4, [20, 21]);
        table.Insert("aa", 1, [6]);

        string.Join(',', table.Seqs("a", from, countMax)).ShouldBe(expected);
    }

    [Fact]
    public async Task Streams_whose_names_begin_alike_are_kept_apart()
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new StreamRunTable(fixture.Database);
        string[] names = ["a", "a/", "a/b", "aa", "b", "ü", "a\u0001"];
        for (var i = 0; i < names.Length; i++)
        {
            table.Insert(names[i], 1, [i + 1]);
        }

        for (var i = 0; i < names.Length; i++)
        {
            table.LastVersion(names[i]).ShouldBe(1);
            table.Seqs(names[i], 1, 10).ShouldBe([i + 1]);
        }
    }

    [Fact]
    public async Task Random_runs_read_as_one_list()
    {
        const int seed = 31;
        var random = new Random(seed);
        using var fixture = await TableFixture.CreateAsync();
        var table = new StreamRunTable(fixture.Database);
        var model = new List<long>();
        while (model.Count < 5_000)
        {
            var run = Enumerable.Range(0, random.Next(1, StreamRunTable.RunLengthMax + 1)).Select(_ => (long)random.Next(1, 1_000)).ToArray();
            run[0] += model.Count == 0 ? 0 : model[^1];
            for (var i = 1; i < run.Length; i++)
            {
                run[i] += run[i - 1];
            }

            table.Insert("s", model.Count + 1, run);
            model.AddRange(run);
        }

        table.LastVersion("s").ShouldBe(model.Count);
        for (var round = 0; round < 60; round++)
        {
            var from = random.Next(1, model.Count + 2);
            table.Seqs("s", from, int.MaxValue).ShouldBe(model[(from - 1)..], $"seed {seed}, from {from}");
        }
    }

    [Fact]
    public async Task Seqs_that_do_not_ascend_are_refused()
    {
        using var fixture = await TableFixture.CreateAsync();

        Should.Throw<ArgumentException>(() => new StreamRunTable(fixture.Database).Insert("a", 1, [5, 5]));
    }

    [Theory]
    [InlineData("UPDATE stream_run SET seqs = x'0102' WHERE stream = 'm'")]
    [InlineData("UPDATE stream_run SET last_version = 9 WHERE stream = 'm'")]
    [InlineData("UPDATE stream_run SET first_version = 2 WHERE stream = 'm'")]
    [InlineData("UPDATE stream_run SET checksum = 0 WHERE stream = 'm'")]
    public async Task A_damaged_run_is_reported_with_its_stream(string damage)
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new StreamRunTable(fixture.Database);
        table.Insert("m", 1, [5, 8, 9]);
        fixture.Database.Execute(damage);

        Should.Throw<CorruptEventException>(() => table.LastVersion("m")).StreamId.ShouldBe("m");
        Should.Throw<CorruptEventException>(() => table.Seqs("m", 1, 10));
    }

    [Theory]
    [InlineData("l")]
    [InlineData("n")]
    public async Task A_run_whose_name_was_damaged_is_noticed_beside_the_place_where_it_should_be(string damagedName)
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new StreamRunTable(fixture.Database);
        table.Insert("m", 1, [5]);
        fixture.Database.Execute($"UPDATE stream_run SET stream = '{damagedName}'");

        Should.Throw<CorruptEventException>(() => table.LastVersion("m"));
        Should.Throw<CorruptEventException>(() => table.Seqs("m", 1, 10));
    }

    [Fact]
    public async Task A_missing_run_in_the_middle_is_a_hole_and_not_the_end()
    {
        using var fixture = await TableFixture.CreateAsync();
        var table = new StreamRunTable(fixture.Database);
        table.Insert("m", 1, [5]);
        table.Insert("m", 2, [6]);
        table.Insert("m", 3, [7]);
        fixture.Database.Execute("DELETE FROM stream_run WHERE first_version = 2");

        Should.Throw<CorruptEventException>(() => table.Seqs("m", 1, 10)).Version.ShouldBe(2);
    }
}
