using System.Globalization;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Persistence;
using Shouldly;

namespace FlexCore.CrashTarget;

/// <summary>What killed children of <see cref="JournalWorkload"/> have acknowledged, and the checks that their store must pass (I1, I2, I4 and I9). Used by one test.</summary>
public sealed class JournalLedger
{
    private readonly Dictionary<string, (long Version, long Offset)> _acknowledged = [];

    /// <summary>How many streams have been acknowledged.</summary>
    public int StreamCount => _acknowledged.Count;

    /// <summary>Takes a line that a child has written.</summary>
    public void Record(string line, string where)
    {
        ArgumentNullException.ThrowIfNull(line);
        var parts = line.Split(' ');
        if (parts[0] == "ready")
        {
            return;
        }

        parts[0].ShouldBe("ack", $"{where}: {line}");
        var version = long.Parse(parts[2], CultureInfo.InvariantCulture);
        version.ShouldBeGreaterThan(_acknowledged.TryGetValue(parts[1], out var last) ? last.Version : 0, where);
        _acknowledged[parts[1]] = (version, long.Parse(parts[3], CultureInfo.InvariantCulture));
    }

    /// <summary>Nothing acknowledged is lost, nothing is there that was never sent, and no number is missing.</summary>
    public async Task VerifyAsync(IStore store, string where)
    {
        ArgumentNullException.ThrowIfNull(store);
        var feed = await ReadFeedAsync(store).ConfigureAwait(false);
        foreach (var shard in feed.GroupBy(stored => stored.Shard))
        {
            shard.Select(stored => stored.Offset).ShouldBe(Enumerable.Range(1, shard.Count()).Select(number => (long)number), $"{where}, shard {shard.Key}");
        }

        foreach (var (streamId, ack) in _acknowledged)
        {
            var events = feed.Where(stored => stored.Stream.StreamId == streamId).ToDictionary(stored => stored.Version);
            events.ShouldContainKey(ack.Version, $"{where}: version {ack.Version} of '{streamId}' was acknowledged and is lost");
            events[ack.Version].Offset.ShouldBe(ack.Offset, $"{where}: '{streamId}' version {ack.Version}");
        }

        // Read stream by stream, the store must say the same as the feed.
        foreach (var stream in feed.GroupBy(stored => stored.Stream))
        {
            var version = 0L;
            await foreach (var stored in store.Journal.ReadStreamAsync(stream.Key, 1).ConfigureAwait(false))
            {
                stored.Version.ShouldBe(++version, $"{where}: '{stream.Key}'");
                stored.Id.ShouldBe(JournalWorkload.IdOf(stream.Key, version), $"{where}: '{stream.Key}' version {version} was never sent");
                stored.Payload.Span.SequenceEqual(JournalWorkload.PayloadOf(stream.Key, version)).ShouldBeTrue($"{where}: '{stream.Key}' version {version}");
            }

            version.ShouldBe(stream.Count(), $"{where}: '{stream.Key}'");
        }
    }

    private static async Task<List<StoredEvent>> ReadFeedAsync(IStore store)
    {
        var events = new List<StoredEvent>();
        var cursor = FeedCursor.Start;
        while (await store.Feed.ReadAsync(cursor, 10_000).ConfigureAwait(false) is { } batch)
        {
            events.AddRange(batch.Events);
            cursor = batch.Cursor;
        }

        return events;
    }
}
