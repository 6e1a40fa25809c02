using FlexCore.Application.Journal;

namespace FlexCore.Persistence.Sqlite.Tests.Crashes;

/// <summary>F27: the write-ahead log loses its last bytes, as when the power goes out during a write.</summary>
public sealed class TornLogTests
{
    private const int StreamCount = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_log_cut_anywhere_loses_only_what_was_written_after_the_cut(int seed)
    {
        using var folder = new TempFolder();
        var acknowledged = new List<(int Stream, long Version, long LogLength)>();
        byte[] log;
        byte[] database;
        await using (var store = await StoreFixture.OpenAsync(folder))
        {
            var leases = await store.Leases.AcquireAllAsync("test");
            for (var i = 0; i < 100; i++)
            {
                await store.Journal.AppendAsync(StoreFixture.Request(leases, i % StreamCount, i / StreamCount));
                acknowledged.Add((i % StreamCount, (i / StreamCount) + 1, new FileInfo(folder.Database + "-wal").Length));
            }

            using var copy = folder.CopyAfterCrash();
            log = await File.ReadAllBytesAsync(copy.Database + "-wal");
            database = await File.ReadAllBytesAsync(copy.Database);
        }

        var random = new Random(seed);
        for (var cut = 0; cut < 10; cut++)
        {
            // The beginning holds the schema and the leases; below that there is no store to open.
            var length = random.Next((int)acknowledged[0].LogLength, log.Length + 1);
            using var torn = new TempFolder();
            await File.WriteAllBytesAsync(torn.Database, database);
            await File.WriteAllBytesAsync(torn.Database + "-wal", log[..length]);
            await using var store = await StoreFixture.OpenAsync(torn);
            await VerifyAsync(store, acknowledged, length, $"seed {seed}, log cut at {length} of {log.Length}");
        }
    }

    private static async Task VerifyAsync(
        SqliteStore store, IReadOnlyList<(int Stream, long Version, long LogLength)> acknowledged, long length, string where)
    {
        for (var stream = 0; stream < StreamCount; stream++)
        {
            var events = await StoreFixture.ReadAsync(store, stream);
            var kept = acknowledged.Where(ack => ack.Stream == stream && ack.LogLength <= length).Select(ack => ack.Version).LastOrDefault();
            events.Select(stored => stored.Version).ShouldBe(Enumerable.Range(1, events.Count).Select(number => (long)number), where);
            events.Count.ShouldBeGreaterThanOrEqualTo((int)kept, where);
        }

        // And the store goes on from there.
        var leases = await store.Leases.AcquireAllAsync("after");
        var version = (await StoreFixture.ReadAsync(store, 0)).Count;
        (await store.Journal.AppendAsync(StoreFixture.Request(leases, 0, version))).Status.ShouldBe(AppendStatus.Committed, where);
    }
}
