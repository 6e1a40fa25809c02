using FlexCore.Application.Streams;
using FlexCore.Persistence.Sqlite.Sinks;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Sinks;

namespace FlexCore.Persistence.Sqlite.Tests.Sinks;

/// <summary>Whatever crashes and whenever, each row of a run has its effect once.</summary>
public sealed class SqliteTableSinkExactlyOnceTests : IDisposable
{
    private readonly SinkFixture _fixture = new();

    [Fact]
    public async Task Rows_written_after_the_checkpoint_are_not_doubled_when_they_come_again()
    {
        var checkpoint = await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(), SinkFixture.Range(0, 10));
        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(state: checkpoint), SinkFixture.Range(10, 5));

        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(state: checkpoint), SinkFixture.Range(10, 7));

        Ids().ShouldBe(Enumerable.Range(0, 17));
    }

    [Fact]
    public async Task Rows_of_a_run_that_crashed_before_its_first_checkpoint_are_not_doubled()
    {
        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(), SinkFixture.Range(0, 10));

        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(), SinkFixture.Range(0, 12));

        Ids().ShouldBe(Enumerable.Range(0, 12));
    }

    [Fact]
    public async Task Rows_that_were_only_collected_are_lost_with_the_process_and_come_again()
    {
        await using (var crashed = _fixture.Sink())
        {
            await crashed.OpenAsync(SinkFixture.Start(), CancellationToken.None);
            await crashed.WriteAsync(SinkFixture.Range(0, 100), CancellationToken.None);
        }

        Ids().ShouldBeEmpty();
        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(), SinkFixture.Range(0, 100));
        Ids().ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task A_new_run_appends_again()
    {
        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start("run-1"), SinkFixture.Range(0, 3));
        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start("run-2"), SinkFixture.Range(0, 3));

        Ids().ShouldBe([0, 1, 2, 0, 1, 2]);
    }

    [Fact]
    public async Task A_checkpoint_taken_while_rows_come_again_still_means_what_it_says()
    {
        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(), SinkFixture.Range(0, 10));
        var early = await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(), SinkFixture.Range(0, 4));

        await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(state: early), SinkFixture.Range(4, 8));

        Ids().ShouldBe(Enumerable.Range(0, 12));
    }

    [Fact]
    public async Task Behind_a_source_that_may_change_its_records_none_is_left_out()
    {
        var start = SinkFixture.Start() with { IsReplayable = false };
        var checkpoint = await SinkFixture.UseAsync(_fixture.Sink(), start, SinkFixture.Range(0, 10));
        await SinkFixture.UseAsync(_fixture.Sink(), start with { State = checkpoint }, SinkFixture.Range(10, 5));

        var later = await SinkFixture.UseAsync(_fixture.Sink(), start with { State = checkpoint }, SinkFixture.Range(100, 3));
        await SinkFixture.UseAsync(_fixture.Sink(), start with { State = later }, SinkFixture.Range(200, 1));

        Ids().ShouldBe([.. Enumerable.Range(0, 15), 100, 101, 102, 200]);
    }

    [Fact]
    public async Task A_database_that_is_behind_the_checkpoint_is_an_error()
    {
        var checkpoint = await SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(), SinkFixture.Range(0, 10));
        File.Delete(_fixture.Path);

        var error = await Should.ThrowAsync<StreamException>(SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(state: checkpoint)));

        error.Code.ShouldBe("sink-behind-checkpoint");
        error.Message.ShouldContain("--fresh");
    }

    [Fact]
    public async Task A_state_of_unknown_form_is_an_error()
    {
        var error = await Should.ThrowAsync<StreamException>(SinkFixture.UseAsync(_fixture.Sink(), SinkFixture.Start(state: new byte[] { 9, 9 })));

        error.Code.ShouldBe("checkpoint-damaged");
    }

    [Theory]
    [InlineData(TableMode.Append, 1)]
    [InlineData(TableMode.Append, 2)]
    [InlineData(TableMode.Append, 3)]
    [InlineData(TableMode.Upsert, 4)]
    [InlineData(TableMode.Upsert, 5)]
    public async Task Any_sequence_of_writes_checkpoints_and_crashes_gives_the_table_of_one_straight_run(TableMode mode, int seed)
    {
        const int Total = 60_000;
        var random = new Random(seed);
        byte[]? checkpoint = null;
        var atCheckpoint = 0;
        var crashes = 0;
        while (atCheckpoint < Total)
        {
            await using var sink = mode == TableMode.Append ? _fixture.Sink() : _fixture.Sink(mode, "orders", "id");
            await sink.OpenAsync(SinkFixture.Start(state: checkpoint), CancellationToken.None);
            var sent = atCheckpoint;
            while (sent < Total && random.Next(10) > 0)
            {
                var count = Math.Min(random.Next(1, 9_000), Total - sent);
                await sink.WriteAsync(SinkFixture.Range(sent, count), CancellationToken.None);
                sent += count;
                if (random.Next(3) == 0 || sent == Total)
                {
                    checkpoint = await SinkFixture.PrepareAsync(sink);
                    atCheckpoint = sent;
                }
            }

            crashes++;
        }

        Ids().ShouldBe(Enumerable.Range(0, Total), $"seed {seed}, {crashes} crashes");
    }

    public void Dispose() => _fixture.Dispose();

    private IEnumerable<int> Ids() => _fixture.Query("SELECT id FROM orders ORDER BY rowid").Select(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
}
