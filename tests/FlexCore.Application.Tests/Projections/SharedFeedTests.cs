using System.Text;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Engine;
using FlexCore.Domain;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.Projections;

public sealed class SharedFeedTests : IAsyncLifetime, IAsyncDisposable
{
    private const int BatchSize = 5;

    private readonly InMemoryStore _store = new(4);
    private readonly CountedFeed _feed;
    private readonly SharedFeed _shared;
    private readonly Dictionary<EntityId, long> _versions = [];
    private IReadOnlyList<ShardLease> _leases = [];

    public SharedFeedTests()
    {
        _feed = new CountedFeed(_store.Feed);
        _shared = new SharedFeed(_feed, BatchSize, TimeSpan.Zero, TimeProvider.System);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _shared.DisposeAsync();

    [Fact]
    public async Task What_is_new_is_read_once_for_all_who_follow()
    {
        await AppendAsync(20);
        var followers = Enumerable.Range(0, 5).Select(_ => new Follower(_shared, BatchSize)).ToArray();
        foreach (var follower in followers)
        {
            await follower.ReadAsync(20);
        }

        for (var n = 0; n < 30; n++)
        {
            await AppendAsync(1);
            foreach (var follower in followers)
            {
                await follower.ReadAsync(1);
            }
        }

        Assert.Equal(1, _feed.Subscriptions);
        Assert.Equal(30, _feed.Batches);
        await EndAsync(followers);
    }

    [Fact]
    public async Task Nothing_is_followed_any_more_when_the_last_one_has_left()
    {
        await AppendAsync(1);
        for (var life = 1; life <= 3; life++)
        {
            var follower = new Follower(_shared, BatchSize);
            await follower.ReadAsync(1);
            var next = follower.ReadAsync(1);
            await follower.DisposeAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
            Assert.InRange(_feed.Subscriptions, 0, life);
        }
    }

    [Fact]
    public async Task A_slow_one_is_not_waited_for_and_misses_nothing()
    {
        var (quick, slow) = (new Follower(_shared, BatchSize), new Follower(_shared, BatchSize));
        await AppendAsync(1);
        await quick.ReadAsync(1);
        await slow.ReadAsync(1);
        for (var n = 0; n < 10 * FeedTail.BatchesKeptMax; n++)
        {
            await AppendAsync(1);
            await quick.ReadAsync(1);
        }

        await slow.ReadAsync(10 * FeedTail.BatchesKeptMax);
        Assert.Equal(quick.Seen, slow.Seen, SameEvents);
        await EndAsync(quick, slow);
    }

    [Fact]
    public async Task A_broken_feed_is_told_to_all_and_read_anew_by_those_who_come_again()
    {
        var followers = Enumerable.Range(0, 3).Select(_ => new Follower(_shared, BatchSize)).ToArray();
        await AppendAsync(1);
        var waiting = followers.Select(follower => follower.ReadAsync(2)).ToArray();
        _feed.IsBroken = true;
        await AppendAsync(1);
        foreach (var task in waiting)
        {
            // Whoever was still reading for himself has both events.
            await task.WaitAsync(TimeSpan.FromSeconds(30)).ContinueWith(static ended => Assert.True(ended.IsCompletedSuccessfully || ended.Exception?.InnerException is JournalException), TaskScheduler.Default);
        }

        await EndAsync(followers);
        _feed.IsBroken = false;
        var again = new Follower(_shared, BatchSize);
        await again.ReadAsync(2);
        await AppendAsync(3);
        await again.ReadAsync(3);
        await EndAsync(again);
    }

    [Fact]
    public async Task A_cursor_of_another_store_is_refused()
    {
        await AppendAsync(1);
        var follower = new Follower(_shared, BatchSize, FeedCursor.Start.With(1, 4711));
        await Assert.ThrowsAsync<FeedCursorException>(() => follower.ReadAsync(1));
    }

    [Fact]
    public async Task Each_choice_of_shards_is_followed_once_and_sees_only_its_own()
    {
        await AppendAsync(40);
        var (low, high) = (FeedShards.Owned([0, 1]), FeedShards.Owned([2, 3]));
        FeedShards[] choices = [low, FeedShards.Owned([1, 0]), high, FeedShards.All];
        var followers = choices.Select(shards => new Follower(_shared, BatchSize, shards: shards)).ToArray();
        var all = new List<(int Shard, long Offset)>();
        await using (var reader = new Follower(_shared, BatchSize))
        {
            await reader.ReadAsync(40);
            all.AddRange(reader.Seen);
        }

        for (var n = 0; n < followers.Length; n++)
        {
            var expected = all.Where(place => choices[n].Contains(place.Shard)).Order().ToArray();
            await followers[n].ReadAsync(expected.Length);
            Assert.Equal(expected, followers[n].Seen.Order());
        }

        await EndAsync(followers);
        Assert.InRange(_feed.Subscriptions, 3, 4);
    }

    [Fact]
    public async Task A_busy_feed_gathers_events_until_the_time_is_over_or_somebody_waits()
    {
        var clock = new ManualClock();
        await using var gathering = new SharedFeed(_feed, 1_000, TimeSpan.FromMilliseconds(100), clock);
        await using var follower = new Follower(gathering, 1_000);
        await AppendAsync(1);
        await follower.ReadAsync(1);
        var busy = follower.ReadAsync(150);
        await AppendAtOnceAsync(150);
        await busy;
        foreach (var end in new Action[] { gathering.Hurry, () => clock.Advance(TimeSpan.FromMilliseconds(100)) })
        {
            await clock.WhenTimersArmedAsync(1);
            var batches = _feed.Batches;
            var next = follower.ReadAsync(120);
            for (var n = 0; n < 4; n++)
            {
                await AppendAsync(30);
            }

            Assert.Equal(batches, _feed.Batches);
            end();
            await next;
            Assert.Equal(batches + 1, _feed.Batches);
        }
    }

    [Fact]
    public async Task Behind_a_full_batch_nothing_waits()
    {
        var clock = new ManualClock();
        await using var gathering = new SharedFeed(_feed, 100, TimeSpan.FromMilliseconds(100), clock);
        await using var follower = new Follower(gathering, 100);
        await AppendAsync(1);
        await follower.ReadAsync(1);
        for (var n = 0; n < 3; n++)
        {
            await AppendAtOnceAsync(100);
            await follower.ReadAsync(100);
        }

        Assert.Equal(0, clock.ArmedTimerCount);
    }

    [Fact]
    public async Task Whoever_wants_smaller_batches_gets_them()
    {
        await AppendAsync(10);
        await foreach (var batch in _shared.SubscribeAsync(FeedCursor.Start, BatchSize - 2, FeedShards.All))
        {
            Assert.InRange(batch.Events.Count, 1, BatchSize - 2);
            break;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Each_follower_sees_each_event_once_and_in_order_whenever_it_comes(int seed)
    {
        var random = new Random(seed);
        var followers = new List<Follower>();
        var total = 0;
        for (var step = 0; step < 60; step++)
        {
            switch (random.Next(3))
            {
                case 0:
                    followers.Add(new Follower(_shared, BatchSize));
                    break;
                case 1:
                    var count = random.Next(1, 20);
                    total += count;
                    await AppendAsync(count, random);
                    break;
                default:
                    if (followers.Count > 0 && followers[random.Next(followers.Count)] is var one && one.Seen.Count < total)
                    {
                        await one.ReadAsync(random.Next(1, total - one.Seen.Count + 1));
                    }

                    break;
            }
        }

        foreach (var follower in followers)
        {
            await follower.ReadAsync(total - follower.Seen.Count);
            Assert.Equal(total, follower.Seen.Count);
            foreach (var shard in follower.Seen.GroupBy(static place => place.Shard))
            {
                Assert.Equal(Enumerable.Range(1, shard.Count()).Select(static offset => (long)offset), shard.Select(static place => place.Offset));
            }
        }

        await EndAsync([.. followers]);
    }

    private static bool SameEvents(List<(int Shard, long Offset)> one, List<(int Shard, long Offset)> other) => one.Order().SequenceEqual(other.Order());

    private static async Task EndAsync(params Follower[] followers)
    {
        foreach (var follower in followers)
        {
            await follower.DisposeAsync();
        }
    }

    private async Task AppendAsync(int count, Random? random = null)
    {
        _leases = _leases.Count > 0 ? _leases : await _store.Leases.AcquireAllAsync("test");
        for (var n = 0; n < count; n++)
        {
            var stream = new EntityId(TenantId.Default, "event-stream", $"s{random?.Next(9) ?? _versions.Values.Sum() % 9}");
            var version = _versions.GetValueOrDefault(stream);
            var metadata = new EventMetadata(DateTimeOffset.UnixEpoch, "user:ana", "corr", "cause");
            await _store.Journal.AppendAsync(new AppendRequest(stream, _leases[stream.ShardOf(4)], version, [new NewEvent(Guid.NewGuid(), "E", 1, Encoding.UTF8.GetBytes("{}"))], metadata));
            _versions[stream] = version + 1;
        }
    }

    private async Task AppendAtOnceAsync(int count)
    {
        var stream = new EntityId(TenantId.Default, "event-stream", $"at-once-{_versions.Count}");
        var events = Enumerable.Range(0, count).Select(static _ => new NewEvent(Guid.NewGuid(), "E", 1, Encoding.UTF8.GetBytes("{}")));
        await _store.Journal.AppendAsync(new AppendRequest(stream, _leases[stream.ShardOf(4)], 0, [.. events], new EventMetadata(DateTimeOffset.UnixEpoch, "user:ana", "corr", "cause")));
        _versions[stream] = count;
    }

    private sealed class Follower(SharedFeed feed, int batchSize, FeedCursor? from = null, FeedShards? shards = null) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Queue<StoredEvent> _left = [];
        private IAsyncEnumerator<FeedBatch>? _batches;
        private Task _moving = Task.CompletedTask;

        public List<(int Shard, long Offset)> Seen { get; } = [];

        public async Task ReadAsync(int count)
        {
            _batches ??= feed.SubscribeAsync(from ?? FeedCursor.Start, batchSize, shards ?? FeedShards.All, _stop.Token).GetAsyncEnumerator(_stop.Token);
            for (var n = 0; n < count; n++)
            {
                if (_left.Count == 0)
                {
                    var next = _batches.MoveNextAsync().AsTask();
                    _moving = next;
                    Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30)));
                    foreach (var stored in _batches.Current.Events)
                    {
                        _left.Enqueue(stored);
                    }
                }

                var taken = _left.Dequeue();
                Seen.Add((taken.Shard, taken.Offset));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _moving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await (_batches?.DisposeAsync() ?? ValueTask.CompletedTask);
            _stop.Dispose();
        }
    }
}
