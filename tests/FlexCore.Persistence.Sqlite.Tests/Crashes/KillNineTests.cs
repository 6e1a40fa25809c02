using System.Globalization;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.CrashTarget;
using FlexCore.Domain;

namespace FlexCore.Persistence.Sqlite.Tests.Crashes;

/// <summary>I1, I2, I4 and I9 against real processes: killed at random points of the same folder's life, again and again.</summary>
public sealed class KillNineTests
{
    private const int KillCount = 24;
    private const int Seed = 20_261_122;

    [Fact]
    public async Task Killed_again_and_again_the_store_loses_no_acknowledged_event_and_invents_none()
    {
        using var folder = new TempFolder();
        var random = new Random(Seed);
        var acknowledged = new Dictionary<string, (long Version, int Shard, long Offset)>();
        for (var kill = 1; kill <= KillCount; kill++)
        {
            var lineCount = random.Next(1, 1_500);
            var where = $"seed {Seed}, kill {kill} after {lineCount} lines";
            using (var child = CrashProcess.Start("journal", folder.Path, kill))
            {
                foreach (var line in await child.KillAfterAsync(lineCount))
                {
                    Record(acknowledged, line, where);
                }
            }

            await VerifyAsync(folder, acknowledged, where);
        }

        acknowledged.ShouldNotBeEmpty();
    }

    private static void Record(Dictionary<string, (long Version, int Shard, long Offset)> acknowledged, string line, string where)
    {
        var parts = line.Split(' ');
        if (parts[0] == "ready")
        {
            return;
        }

        parts[0].ShouldBe("ack", $"{where}: {line}");
        var version = long.Parse(parts[2], CultureInfo.InvariantCulture);
        var offset = long.Parse(parts[3], CultureInfo.InvariantCulture);
        version.ShouldBeGreaterThan(acknowledged.TryGetValue(parts[1], out var last) ? last.Version : 0, where);
        acknowledged[parts[1]] = (version, EntityId.Parse(parts[1]).ShardOf(8), offset);
    }

    private static async Task VerifyAsync(
        TempFolder folder, Dictionary<string, (long Version, int Shard, long Offset)> acknowledged, string where)
    {
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions { DataFolder = folder.Path, ShardCount = 8 });
        var feed = await ReadFeedAsync(store);
        foreach (var shard in feed.GroupBy(stored => stored.Shard))
        {
            shard.Select(stored => stored.Offset).ShouldBe(Enumerable.Range(1, shard.Count()).Select(number => (long)number), $"{where}, shard {shard.Key}");
        }

        foreach (var (streamId, ack) in acknowledged)
        {
            var events = feed.Where(stored => stored.Stream.StreamId == streamId).ToDictionary(stored => stored.Version);
            events.ShouldContainKey(ack.Version, $"{where}: version {ack.Version} of '{streamId}' was acknowledged and is lost");
            events[ack.Version].Offset.ShouldBe(ack.Offset, $"{where}: '{streamId}' version {ack.Version}");
        }

        // The index and the tail, read stream by stream, must say the same as the feed.
        foreach (var stream in feed.GroupBy(stored => stored.Stream))
        {
            var version = 0L;
            await foreach (var stored in store.Journal.ReadStreamAsync(stream.Key, 1))
            {
                stored.Version.ShouldBe(++version, $"{where}: '{stream.Key}'");
                stored.Id.ShouldBe(JournalWorkload.IdOf(stream.Key, version), $"{where}: '{stream.Key}' version {version} was never sent");
                stored.Payload.Span.SequenceEqual(JournalWorkload.PayloadOf(stream.Key, version)).ShouldBeTrue($"{where}: '{stream.Key}' version {version}");
            }

            version.ShouldBe(stream.Count(), $"{where}: '{stream.Key}'");
        }
    }

    private static async Task<List<StoredEvent>> ReadFeedAsync(SqliteStore store)
    {
        var events = new List<StoredEvent>();
        var cursor = FeedCursor.Start;
        while (await store.Feed.ReadAsync(cursor, 10_000) is { } batch)
        {
            events.AddRange(batch.Events);
            cursor = batch.Cursor;
        }

        return events;
    }
}
