using System.Diagnostics;
using FlexCore.Application.Feed;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.TestServers.Postgres;
using FlexCore.Testing.Time;

namespace FlexCore.Persistence.PostgreSql.Tests.Hints;

/// <summary>The budget of a node that has nothing to do: no statement while nobody follows the feed, and one in each interval however many do.</summary>
[NeedsPostgres]
public sealed class IdleStoreTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly SemaphoreSlim _statement = new(0);
    private readonly string _database = SharedPostgres.NewSchema();
    private readonly ActivityListener _listener;
    private int _count;

    public IdleStoreTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Npgsql",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Count,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _statement.Dispose();
    }

    [Fact]
    public async Task An_idle_store_sends_nothing_and_followers_cost_one_statement_in_each_interval()
    {
        var server = await SharedPostgres.Server;
        await server.CreateDatabaseAsync(_database);
        var options = StoreFixture.Options(server, "flexcore");
        options.ConnectionString = server.ConnectionString.Replace("Database=postgres", $"Database={_database}", StringComparison.Ordinal);
        options.PollInterval = TimeSpan.FromSeconds(2);
        options.PollIntervalWithHints = TimeSpan.FromSeconds(2);
        await using (var store = await PostgresStore.OpenAsync(options, time: _clock))
        {
            await StatementAsync("LISTEN");
            var opened = _count;
            _clock.Advance(TimeSpan.FromHours(1));
            _count.ShouldBe(opened, "nobody follows the feed");

            var followers = Enumerable.Range(0, 10).Select(_ => store.Feed.SubscribeAsync(FeedCursor.Start, 10).GetAsyncEnumerator().MoveNextAsync().AsTask()).ToArray();
            await _clock.WhenTimersArmedAsync(1);
            for (var look = 0; look < 20; look++)
            {
                await _clock.WhenTimerDueAsync(TimeSpan.FromSeconds(2));
                _clock.Advance(TimeSpan.FromSeconds(2));
            }

            await _clock.WhenTimerDueAsync(TimeSpan.FromSeconds(2));

            // Twenty looks in forty seconds; before them the first look of each follower on connections that had to be opened, and one at the listener's first hint.
            (_count - opened).ShouldBeInRange(20, 20 + 10 + options.ReaderConnectionsMax + 1);
            followers.ShouldAllBe(follower => !follower.IsCompleted);
        }

        await server.DropDatabaseAsync(_database);
    }

    private void Count(Activity activity)
    {
        if (activity.TagObjects.Any(tag => Equals(tag.Value, _database)))
        {
            Interlocked.Increment(ref _count);
            if (activity.TagObjects.Any(tag => tag.Value is string text && text.StartsWith("LISTEN", StringComparison.Ordinal)))
            {
                _statement.Release();
            }
        }
    }

    private async Task StatementAsync(string what) => (await _statement.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue(what);
}
