using FlexCore.Application.EventIndex;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.EventIndex;

/// <summary>How the index shares the machine with those who append.</summary>
public sealed class IndexPaceTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private readonly ManualClock _clock = new();
    private DateTimeOffset _end;

    [Theory]
    [InlineData(0, 70)]
    [InlineData(4_000, 70)]
    [InlineData(8_000, 35)]
    [InlineData(12_000, 0)]
    [InlineData(10_000_000, 0)]
    public void It_rests_the_less_the_more_it_has_to_catch_up_with(long lag, int restMs) =>
        IndexPace.RestAfter(TimeSpan.FromMilliseconds(10), lag).ShouldBe(TimeSpan.FromMilliseconds(restMs));

    [Fact]
    public void No_rest_is_long() => IndexPace.RestAfter(TimeSpan.FromMinutes(1), 0).ShouldBe(IndexPace.RestMax);

    /// <summary>At 50 microseconds an event it could take 20,000 in a second. It never falls so far behind that a question is refused, whatever comes below that.</summary>
    [Theory]
    [InlineData(1_000)]
    [InlineData(5_000)]
    [InlineData(10_000)]
    [InlineData(15_000)]
    public async Task Its_lag_is_bounded_as_long_as_it_could_do_the_work(int perSecond)
    {
        var (lagMax, _) = await RunAsync(perSecond, TimeSpan.FromMicroseconds(50));

        lagMax.ShouldBeLessThan(IndexTail.EventsMax);
    }

    [Fact]
    public async Task Near_the_end_it_leaves_most_of_the_machine_to_others()
    {
        // All of a processor would be 10 s.
        var (_, worked) = await RunAsync(perSecond: 1_000, TimeSpan.FromMicroseconds(50));

        worked.ShouldBeLessThan(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task A_feed_that_is_too_fast_gets_all_its_time_and_the_lag_is_told()
    {
        var told = 0L;
        var (lagMax, worked) = await RunAsync(perSecond: 40_000, TimeSpan.FromMicroseconds(50), lag => told = Math.Max(told, lag));

        worked.ShouldBeGreaterThan(TimeSpan.FromSeconds(8));
        told.ShouldBeInRange(lagMax / 2, lagMax);
    }

    [Fact]
    public async Task The_end_of_what_a_store_reads_at_a_time_is_not_taken_for_the_end()
    {
        var toldLeast = long.MaxValue;
        var (lagMax, worked) = await RunAsync(perSecond: 40_000, TimeSpan.FromMicroseconds(50), lag => toldLeast = _clock.GetUtcNow() < _end.AddSeconds(-5) ? toldLeast : Math.Min(toldLeast, lag), page: 2_500);

        worked.ShouldBeGreaterThan(TimeSpan.FromSeconds(8));
        toldLeast.ShouldBeInRange(IndexPace.LagMax, lagMax, "in the second half it never believes that it has caught up");
    }

    /// <summary>Lets events come for ten seconds.</summary>
    private async Task<(long LagMax, TimeSpan Worked)> RunAsync(int perSecond, TimeSpan perEvent, Action<long>? tell = null, int page = int.MaxValue)
    {
        var (feed, index) = (new GrowingFeed(_clock, perSecond, page), new LaboriousIndex(_clock, perEvent));
        var indexer = new EventIndexer(feed, index, _clock, _ => { });
        using var ended = new CancellationTokenSource();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var running = indexer.RunAsync(ended.Token);
        var lagMax = 0L;
        _end = _clock.GetUtcNow().AddSeconds(10);
        while (_clock.GetUtcNow() < _end)
        {
            await _clock.WhenTimersArmedAsync(1, patience.Token);
            lagMax = Math.Max(lagMax, feed.End - index.Mark);
            tell?.Invoke(indexer.Lag);
            _clock.Advance(Step);
        }

        await ended.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return (lagMax, index.Worked);
    }
}
