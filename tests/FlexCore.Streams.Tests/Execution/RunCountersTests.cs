using FlexCore.Streams.Execution;

namespace FlexCore.Streams.Tests.Execution;

public sealed class RunCountersTests
{
    private readonly RunCounters _counters = new();

    [Fact]
    public void A_new_run_knows_nothing_yet()
    {
        var progress = _counters.Snapshot();

        (progress.RecordsIn, progress.RecordsOut, progress.Errors, progress.DeadLetters, progress.LateRecords, progress.Checkpoints).ShouldBe((0, 0, 0, 0, 0, 0));
        (progress.BytesTotal, progress.Watermark).ShouldBe((null, null));
    }

    [Fact]
    public void Records_add_up_and_places_replace_each_other()
    {
        _counters.SetTotal(100);
        _counters.AddRead(3, 30, 20);
        _counters.AddRead(2, 50, 40);
        _counters.AddWritten(4);
        _counters.AddWritten(1);
        _counters.AddError();
        _counters.AddError();
        _counters.AddDeadLetters(2);
        _counters.SetEventTime(7, 1000);
        _counters.SetCheckpoint(9, DateTimeOffset.UnixEpoch);

        _counters.Snapshot().ShouldBe(new(5, 5, 2, 2, 7, 50, 100, 40, DateTimeOffset.FromUnixTimeSeconds(1), 9));
    }

    [Fact]
    public void Work_is_safe_up_to_the_start_and_then_up_to_the_newest_checkpoint()
    {
        _counters.Begin(DateTimeOffset.UnixEpoch);
        _counters.SafeAt.ShouldBe(DateTimeOffset.UnixEpoch);
        _counters.SetCheckpoint(1, DateTimeOffset.UnixEpoch.AddSeconds(5));
        _counters.SafeAt.ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(5));
    }

    [Fact]
    public void Going_back_restores_exactly_what_the_checkpoint_kept()
    {
        _counters.AddRead(3, 30, 20);
        _counters.SetEventTime(1, -5);
        var kept = _counters.Values;
        var before = _counters.Snapshot();
        _counters.AddRead(100, 1000, 900);
        _counters.AddError();
        _counters.SetEventTime(50, 99);
        _counters.SetCheckpoint(8, DateTimeOffset.UnixEpoch);

        _counters.Restore(kept, 2);

        _counters.Snapshot().ShouldBe(before with { Checkpoints = 2 });
        _counters.Values.ShouldBe(kept);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(253_402_300_800_000)]
    public void A_watermark_that_no_calendar_has_is_none(long? watermark)
    {
        _counters.SetEventTime(0, watermark);

        _counters.Snapshot().Watermark.ShouldBeNull();
    }

    [Theory]
    [InlineData(253_402_300_799_999, 9999)]
    [InlineData(-62_135_596_800_000, 1)]
    [InlineData(0, 1970)]
    public void A_watermark_within_the_calendar_is_an_instant(long watermark, int year)
    {
        _counters.SetEventTime(0, watermark);

        _counters.Snapshot().Watermark.ShouldNotBeNull().Year.ShouldBe(year);
    }
}
