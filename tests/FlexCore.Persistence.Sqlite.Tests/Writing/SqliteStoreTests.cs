using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Tests.Writing;

/// <summary>What is true of the SQLite store beyond the ports: index, log, bounds, closing.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_index_follows_in_batches_and_covers_everything_below_its_watermark()
    {
        await using (var store = await StoreFixture.OpenAsync(_folder))
        {
            await StoreFixture.FillAsync(store, streams: 7, rounds: 30);
        }

        var watermark = StoreFixture.Query(_folder, "SELECT max(seq) FROM feed_mark");
        watermark.ShouldBe(200, "5 batches of 40, and 10 events in the tail");
        StoreFixture.Query(_folder, "SELECT total(last_version - first_version + 1) FROM stream_run").ShouldBe(watermark);
    }

    [Fact]
    public async Task One_hot_stream_is_cut_into_runs_and_read_whole_from_any_version()
    {
        const int count = 5_000;
        await using var store = await StoreFixture.OpenAsync(_folder);
        var leases = await store.Leases.AcquireAllAsync("test");
        var pending = Enumerable.Range(0, count).Select(version => store.Journal.AppendAsync(StoreFixture.Request(leases, 0, version)).AsTask());
        (await Task.WhenAll(pending)).ShouldAllBe(result => result.Status == AppendStatus.Committed);
        foreach (var from in new[] { 1, 2, 511, 512, 513, 1_024, 1_025, count - 1, count, count + 1 })
        {
            var version = from - 1L;
            await foreach (var stored in store.Journal.ReadStreamAsync(StoreFixture.Stream(0), from))
            {
                stored.Version.ShouldBe(++version);
            }

            version.ShouldBe(Math.Max(count, from - 1), $"read from {from}");
        }
    }

    [Fact]
    public async Task A_stream_left_for_long_is_found_again_through_the_index()
    {
        await using var store = await StoreFixture.OpenAsync(_folder);
        var leases = await store.Leases.AcquireAllAsync("test");
        await store.Journal.AppendAsync(StoreFixture.Request(leases, 0, 0));
        for (var stream = 1; stream <= 200; stream++)
        {
            await store.Journal.AppendAsync(StoreFixture.Request(leases, stream, 0));
        }

        (await store.Journal.AppendAsync(StoreFixture.Request(leases, 0, 1))).StreamVersion.ShouldBe(2);
        (await StoreFixture.ReadAsync(store, 0)).Select(stored => stored.Version).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Reopened_it_knows_the_versions_of_indexed_and_of_recent_streams()
    {
        await using (var store = await StoreFixture.OpenAsync(_folder))
        {
            await StoreFixture.FillAsync(store, streams: 30, rounds: 3);
        }

        await using var again = await StoreFixture.OpenAsync(_folder);
        var leases = await again.Leases.AcquireAllAsync("test");
        for (var stream = 0; stream < 31; stream++)
        {
            var expected = stream < 30 ? 3 : 0;
            (await again.Journal.AppendAsync(StoreFixture.Request(leases, stream, 99))).StreamVersion.ShouldBe(expected, $"stream {stream}");
            (await again.Journal.AppendAsync(StoreFixture.Request(leases, stream, expected))).Status.ShouldBe(AppendStatus.Committed);
        }
    }

    [Fact]
    public async Task The_log_is_copied_and_used_again_instead_of_growing_for_ever()
    {
        var options = StoreFixture.Options(_folder);
        options.WalBytes = 1024 * 1024;
        await using var store = await SqliteStore.OpenAsync(options);
        var leases = await store.Leases.AcquireAllAsync("test");
        for (var version = 0; version < 300; version++)
        {
            await store.Journal.AppendAsync(StoreFixture.Request(leases, 0, version, payloadBytes: 100_000));
        }

        // 30 MB were written. The writer waits for the copy at four times the limit, so the log has that and one commit at most.
        new FileInfo(_folder.Database + "-wal").Length.ShouldBeLessThan(6 * 1024 * 1024);
        (await StoreFixture.ReadAsync(store, 0)).Count.ShouldBe(300);
    }

    [Fact]
    public async Task Reading_and_waiting_write_nothing()
    {
        await using var store = await StoreFixture.OpenAsync(_folder);
        await StoreFixture.FillAsync(store, streams: 3, rounds: 5);
        var before = (await LengthAndContentAsync(_folder.Database), await LengthAndContentAsync(_folder.Database + "-wal"));
        using var stop = new CancellationTokenSource();
        var subscription = Task.Run(async () =>
        {
            await foreach (var _ in store.Feed.SubscribeAsync(FeedCursor.Start, 100, stop.Token))
            {
            }
        });
        await StoreFixture.DumpAsync(store, streams: 3);
        await store.Snapshots.LoadAsync(StoreFixture.Stream(0));
        await store.Checkpoints.LoadAsync(StoreFixture.Stream(0));
        var leases = Enumerable.Range(0, StoreFixture.ShardCount).Select(shard => new ShardLease(shard, 1, "test")).ToArray();
        (await store.Journal.AppendAsync(StoreFixture.Request(leases, 0, 1))).Status.ShouldBe(AppendStatus.WrongExpectedVersion);
        (await LengthAndContentAsync(_folder.Database), await LengthAndContentAsync(_folder.Database + "-wal")).ShouldBe(before);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => subscription);
    }

    [Fact]
    public async Task At_the_queue_bound_an_append_is_refused_as_overload_and_the_others_commit()
    {
        var options = StoreFixture.Options(_folder);
        options.QueueCapacity = 1;
        await using var store = await SqliteStore.OpenAsync(options);
        var leases = await store.Leases.AcquireAllAsync("test");
        var pending = Enumerable.Range(0, 2_000).Select(stream => store.Journal.AppendAsync(StoreFixture.Request(leases, stream, 0)).AsTask()).ToArray();
        await Task.WhenAll(pending).ContinueWith(static _ => { }, TaskScheduler.Default);
        var refused = pending.Where(append => append.IsFaulted).ToArray();
        refused.ShouldNotBeEmpty();
        (await Should.ThrowAsync<JournalOverloadedException>(() => refused[0])).Message.ShouldContain("queue-capacity");
        var cursor = FeedCursor.Start;
        var count = 0;
        while (await store.Feed.ReadAsync(cursor, 1_000) is { } batch)
        {
            (cursor, count) = (batch.Cursor, count + batch.Events.Count);
        }

        count.ShouldBe(pending.Length - refused.Length);
    }

    [Fact]
    public async Task Closing_commits_what_was_accepted_and_then_refuses()
    {
        var store = await StoreFixture.OpenAsync(_folder);
        var leases = await store.Leases.AcquireAllAsync("test");
        var pending = Enumerable.Range(0, 500).Select(version => store.Journal.AppendAsync(StoreFixture.Request(leases, 0, version)).AsTask()).ToArray();
        await store.DisposeAsync();
        await store.DisposeAsync();
        (await Task.WhenAll(pending)).ShouldAllBe(result => result.Status == AppendStatus.Committed);
        (await Should.ThrowAsync<StoreException>(async () => await store.Journal.AppendAsync(StoreFixture.Request(leases, 0, 500)))).Fault.ShouldBe(StoreFault.Stopped);
        await Should.ThrowAsync<StoreException>(async () => await store.Leases.AcquireAsync(0, "late"));
        await Should.ThrowAsync<StoreException>(async () => await store.Snapshots.LoadAsync(StoreFixture.Stream(0)));
        await using var again = await StoreFixture.OpenAsync(_folder);
        (await StoreFixture.ReadAsync(again, 0)).Count.ShouldBe(500);
    }

    [Fact]
    public async Task A_waiting_subscriber_learns_that_the_store_was_closed()
    {
        var store = await StoreFixture.OpenAsync(_folder);
        var subscription = Task.Run(async () =>
        {
            await foreach (var _ in store.Feed.SubscribeAsync(FeedCursor.Start, 100))
            {
            }
        });
        await store.DisposeAsync();
        (await Should.ThrowAsync<StoreException>(() => subscription.WaitAsync(TimeSpan.FromSeconds(30)))).Fault.ShouldBe(StoreFault.Stopped);
    }

    [Fact]
    public async Task Many_readers_at_once_share_the_bounded_connections()
    {
        var options = StoreFixture.Options(_folder);
        options.ReaderCountMax = 2;
        await using var store = await SqliteStore.OpenAsync(options);
        await StoreFixture.FillAsync(store, streams: 3, rounds: 40);
        var reads = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(() => StoreFixture.ReadAsync(store, number % 3))));
        reads.ShouldAllBe(events => events.Count == 40);
    }

    private static async Task<string> LengthAndContentAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return $"{file.Length} {Convert.ToHexString(await System.Security.Cryptography.SHA256.HashDataAsync(file))}";
    }
}
