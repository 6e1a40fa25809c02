using FlexCore.Application.Streams;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Terminal;

public class ProgressTextTests
{
    private static readonly StreamProgress Nothing = new(0, 0, 0, 0, 0, 0, null, 0, null, 0);
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_pipe_shows_no_percentage_and_no_end() =>
        Line(Nothing with { RecordsIn = 1_000 }).ShouldBe("demo  1,000 records  500/s");

    [Fact]
    public void A_file_shows_percentage_and_time_to_the_end() =>
        Line(Nothing with { RecordsIn = 1_000, BytesRead = 250, BytesTotal = 1_000 }).ShouldBe("demo  25 %  1,000 records  500/s  ETA 6.0 s");

    [Fact]
    public void Errors_dead_letters_and_late_records_show_when_there_are_any() =>
        Line(Nothing with { RecordsIn = 10, Errors = 3, DeadLetters = 2, LateRecords = 1 })
            .ShouldBe("demo  10 records  5/s  3 errors  2 dead letters  1 late");

    [Fact]
    public void A_resumed_run_shows_the_rate_of_this_attempt()
    {
        var start = Nothing with { RecordsIn = 900, BytesRead = 900 };
        var progress = Nothing with { RecordsIn = 1_000, BytesRead = 1_000, BytesTotal = 2_000 };

        ProgressText.Line("demo", new ProgressReading(TimeSpan.FromSeconds(2), progress, start, Now))
            .ShouldBe("demo  50 %  1,000 records  50/s  ETA 20.0 s");
    }

    [Fact]
    public void Live_input_shows_how_far_event_time_is_behind_the_clock() =>
        Line(Nothing with { Watermark = Now - TimeSpan.FromSeconds(3) }).ShouldContain("lag 3.0 s");

    [Fact]
    public void An_old_log_shows_no_lag() =>
        Line(Nothing with { Watermark = Now - TimeSpan.FromDays(400) }).ShouldNotContain("lag");

    [Fact]
    public void Bytes_beyond_a_growing_file_stay_at_a_hundred_percent() =>
        Line(Nothing with { BytesRead = 1_100, BytesTotal = 1_000 }).ShouldContain("100 %");

    private static string Line(StreamProgress progress) =>
        ProgressText.Line("demo", new ProgressReading(TimeSpan.FromSeconds(2), progress, Nothing, Now));
}
