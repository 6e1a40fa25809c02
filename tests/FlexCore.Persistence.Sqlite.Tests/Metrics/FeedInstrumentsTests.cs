using System.Diagnostics.Metrics;
using FlexCore.Application.Feed;
using FlexCore.Persistence.Metrics;

namespace FlexCore.Persistence.Sqlite.Tests.Metrics;

public sealed class FeedInstrumentsTests
{
    [Fact]
    public void The_lag_is_that_of_the_slowest_reader()
    {
        using var instruments = new FeedInstruments(static () => 100);
        using var quick = instruments.Open(100);
        using var slow = instruments.Open(30);
        Lag(instruments).ShouldBe(70);
        slow.Took(60);
        Lag(instruments).ShouldBe(10);
    }

    [Fact]
    public void Without_a_reader_nobody_is_behind()
    {
        using var instruments = new FeedInstruments(static () => 100);
        Lag(instruments).ShouldBe(0);
        instruments.Open(0).Dispose();
        Lag(instruments).ShouldBe(0);
    }

    [Fact]
    public async Task A_subscription_is_behind_until_it_has_read_and_is_forgotten_when_it_ends()
    {
        using var folder = new TempFolder();
        await using var store = await StoreFixture.OpenAsync(folder);
        await StoreFixture.FillAsync(store, streams: 3, rounds: 10);
        var first = (await store.Feed.ReadAsync(FeedCursor.Start, 5)).ShouldNotBeNull();

        var subscription = store.Feed.SubscribeAsync(first.Cursor, 10).GetAsyncEnumerator();
        (await subscription.MoveNextAsync()).ShouldBeTrue();
        store.FeedInstruments.LargestLag().ShouldBe(30 - 5 - 10);
        (await subscription.MoveNextAsync()).ShouldBeTrue();
        (await subscription.MoveNextAsync()).ShouldBeTrue();
        store.FeedInstruments.LargestLag().ShouldBe(0);

        await StoreFixture.FillMoreAsync(store, stream: 0, from: 10, count: 2);
        store.FeedInstruments.LargestLag().ShouldBe(2);
        await subscription.DisposeAsync();
        store.FeedInstruments.LargestLag().ShouldBe(0);
    }

    [Fact]
    public async Task The_size_is_what_lies_on_disk()
    {
        using var folder = new TempFolder();
        await using var store = await StoreFixture.OpenAsync(folder);
        await StoreFixture.FillAsync(store, streams: 1, rounds: 1);
        FlexCore.Persistence.Sqlite.Opening.StoreFile.SizeOf(folder.Database)
            .ShouldBe(new FileInfo(folder.Database).Length + new FileInfo($"{folder.Database}-wal").Length);
        FlexCore.Persistence.Sqlite.Opening.StoreFile.SizeOf(Path.Combine(folder.Path, "absent")).ShouldBe(0);
    }

    private static long Lag(FeedInstruments instruments)
    {
        var lag = -1L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, instruments.Meter) && instrument.Name == "flexcore.feed.lag")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => lag = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return lag;
    }
}
