using FlexCore.Application.Streams;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Terminal;

public class ProgressReadingTests
{
    private static readonly StreamProgress Nothing = new(0, 0, 0, 0, 0, 0, null, 0, null, 0);
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 100, 0.0)]
    [InlineData(25, 100, 0.25)]
    [InlineData(100, 100, 1.0)]
    [InlineData(120, 100, 1.0)]
    public void The_share_is_what_was_read_of_the_whole(long read, long total, double expected) =>
        Reading(Nothing with { BytesRead = read, BytesTotal = total }).Share.ShouldBe(expected);

    [Fact]
    public void An_empty_or_unknown_input_has_no_share()
    {
        Reading(Nothing with { BytesTotal = 0 }).Share.ShouldBeNull();
        Reading(Nothing with { BytesRead = 5 }).Share.ShouldBeNull();
    }

    [Theory]
    [InlineData(250, 1_000, 6.0)]
    [InlineData(1_000, 1_000, 0.0)]
    [InlineData(1_100, 1_000, 0.0)]
    public void The_remaining_time_follows_the_mean_speed(long read, long total, double seconds) =>
        Reading(Nothing with { BytesRead = read, BytesTotal = total }).Remaining.ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Before_anything_was_read_the_remaining_time_is_unknown() => Reading(Nothing with { BytesTotal = 1_000 }).Remaining.ShouldBeNull();

    [Fact]
    public void Without_elapsed_time_the_remaining_time_is_unknown() =>
        new ProgressReading(TimeSpan.Zero, Nothing with { BytesRead = 1, BytesTotal = 2 }, Nothing, Now).Remaining.ShouldBeNull();

    [Fact]
    public void What_an_earlier_attempt_read_does_not_count_as_speed()
    {
        var start = Nothing with { BytesRead = 900 };

        new ProgressReading(TimeSpan.FromSeconds(2), Nothing with { BytesRead = 900, BytesTotal = 1_000 }, start, Now).Remaining.ShouldBeNull();
    }

    [Theory]
    [InlineData(1, long.MaxValue)]
    [InlineData(1, 4_000_000_000_000_000)]
    public void A_huge_input_that_has_hardly_begun_has_no_end_in_sight(long read, long total) =>
        Reading(Nothing with { BytesRead = read, BytesTotal = total }).Remaining.ShouldBeNull();

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(90, 90.0)]
    [InlineData(86_400, 86_400.0)]
    public void Live_input_has_a_lag(int secondsBehind, double expected) =>
        Reading(Nothing with { Watermark = Now.AddSeconds(-secondsBehind) }).Lag.ShouldBe(TimeSpan.FromSeconds(expected));

    [Theory]
    [InlineData(86_401)]
    [InlineData(-1)]
    public void Old_or_future_input_has_none(int secondsBehind) =>
        Reading(Nothing with { Watermark = Now.AddSeconds(-secondsBehind) }).Lag.ShouldBeNull();

    [Fact]
    public void The_extreme_watermarks_have_none()
    {
        Reading(Nothing with { Watermark = DateTimeOffset.MinValue }).Lag.ShouldBeNull();
        Reading(Nothing with { Watermark = DateTimeOffset.MaxValue }).Lag.ShouldBeNull();
    }

    private static ProgressReading Reading(StreamProgress progress) => new(TimeSpan.FromSeconds(2), progress, Nothing, Now);
}
