using FlexCore.Persistence.PostgreSql.State;

namespace FlexCore.Persistence.PostgreSql.Tests.State;

public sealed class FeedEndsTests
{
    private readonly FeedEnds _ends = new(4);

    [Fact]
    public void Nothing_is_known_at_first()
    {
        _ends.Total.ShouldBe(0);
        _ends.ToCursor().Offsets.ShouldBeEmpty();
        _ends.OffsetOf(3).ShouldBe(0);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void A_shard_that_does_not_exist_has_nothing(int shard) => _ends.OffsetOf(shard).ShouldBe(0);

    [Fact]
    public void What_is_known_never_goes_back()
    {
        _ends.Raise([(0, 5), (2, 7)]);
        _ends.Raise([(0, 3), (2, 8)]);
        _ends.ToCursor().ToString().ShouldBe("0:5,2:8");
        _ends.Total.ShouldBe(13);
    }

    [Fact]
    public async Task Growth_wakes_whoever_took_the_signal_before_it()
    {
        var grown = _ends.Grown();
        _ends.Raise([(1, 1)]);
        await _ends.WaitAsync(grown, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Old_news_wakes_nobody()
    {
        _ends.Raise([(1, 5)]);
        var grown = _ends.Grown();
        _ends.Raise([(1, 5), (1, 4)]);
        grown.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task The_poller_is_woken_by_the_first_who_waits_and_sleeps_when_the_last_is_gone()
    {
        var watched = _ends.WhenWatchedAsync(CancellationToken.None);
        watched.IsCompleted.ShouldBeFalse();
        using var stop = new CancellationTokenSource();
        var (first, second) = (_ends.WaitAsync(_ends.Grown(), stop.Token), _ends.WaitAsync(_ends.Grown(), CancellationToken.None));
        await watched.WaitAsync(TimeSpan.FromSeconds(30));

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        _ends.WhenWatchedAsync(CancellationToken.None).IsCompleted.ShouldBeTrue("one still waits");

        _ends.Raise([(0, 1)]);
        await second;
        _ends.WhenWatchedAsync(CancellationToken.None).IsCompleted.ShouldBeFalse("nobody waits any more");
    }

    [Fact]
    public async Task After_the_end_waiting_fails_with_the_reason()
    {
        var waiting = _ends.WaitAsync(_ends.Grown(), CancellationToken.None);
        _ends.Stop(new InvalidOperationException("closed"));
        (await Should.ThrowAsync<InvalidOperationException>(() => waiting)).Message.ShouldBe("closed");
        (await Should.ThrowAsync<InvalidOperationException>(() => _ends.WaitAsync(_ends.Grown(), CancellationToken.None))).Message.ShouldBe("closed");
    }
}
