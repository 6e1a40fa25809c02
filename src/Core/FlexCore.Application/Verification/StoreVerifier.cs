using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Retention;
using FlexCore.Domain;

namespace FlexCore.Application.Verification;

/// <summary>
/// Reads every event of a store once and proves: each matches its checksum, offsets of each shard and versions of each stream are 1, 2, 3 … without hole or
/// double, the users' events can be read, and the index over streams finds the last event of each. Changes nothing.
/// </summary>
/// <remarks>Holds one number and one id for each stream. Used by one caller at a time.</remarks>
/// <param name="feed">The events by shard.</param>
/// <param name="journal">The same events by stream.</param>
public sealed class StoreVerifier(IEventFeed feed, IEventJournal journal)
{
    private const int BatchSizeMax = 1_000;
    private readonly Dictionary<EntityId, (long Version, Guid Id)> _streams = [];
    private readonly Dictionary<int, long> _shards = [];
    private readonly Dictionary<EntityId, (long Version, int Shard)> _gone = [];
    private long _events;
    private long _scavenged;

    /// <summary>Knows how far streams were taken away; without it their marks are not looked at.</summary>
    public IScavenger? Scavenger { get; init; }

    /// <summary>Proves archives; without it they are not looked at.</summary>
    public ArchiveVerifier? Archives { get; init; }

    /// <summary>Verifies what is committed when it gets there.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CorruptEventException">An event is damaged, missing or double; the message names it.</exception>
    /// <exception cref="Events.UnknownEventException">A user's event cannot be read.</exception>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    public async Task<VerificationReport> VerifyAsync(CancellationToken cancellationToken = default)
    {
        var cursor = FeedCursor.Start;
        while (await feed.ReadAsync(cursor, BatchSizeMax, cancellationToken).ConfigureAwait(false) is { } batch)
        {
            foreach (var stored in batch.Events)
            {
                Verify(stored);
            }

            cursor = batch.Cursor;
        }

        foreach (var (stream, last) in _streams)
        {
            await VerifyIndexAsync(stream, last.Version, last.Id, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (stream, last) in _gone)
        {
            await VerifyMarkAsync(stream, last.Version, last.Shard, cancellationToken).ConfigureAwait(false);
        }

        return new VerificationReport(_events, _streams.Count, _shards.Count) { Scavenged = _scavenged, ArchiveFiles = Archives?.Files ?? 0, ArchiveFindings = Archives?.Findings ?? [] };
    }

    private void Verify(StoredEvent stored)
    {
        var offset = _shards.GetValueOrDefault(stored.Shard) + 1;
        if (stored.Offset != offset)
        {
            throw new CorruptEventException($"shard {stored.Shard}", stored.Offset, $"offset {offset} must follow, but {stored.Offset} does");
        }

        var version = _streams.GetValueOrDefault(stored.Stream).Version + 1;
        if (stored.Version != version)
        {
            throw new CorruptEventException(stored.Stream.StreamId, stored.Version, $"version {version} must follow, but {stored.Version} does");
        }

        RecordedEvent.Of(stored);
        VerifyHole(stored);
        _shards[stored.Shard] = offset;
        _streams[stored.Stream] = (version, stored.Id);
        _events++;
    }

    // What retention takes away is the beginning of a stream and nothing else.
    private void VerifyHole(StoredEvent stored)
    {
        if (!stored.IsScavenged())
        {
            return;
        }

        if (_gone.GetValueOrDefault(stored.Stream).Version != stored.Version - 1)
        {
            throw new CorruptEventException(stored.Stream.StreamId, stored.Version, "its content was taken away, but that of an event before it was not");
        }

        _gone[stored.Stream] = (stored.Version, stored.Shard);
        _scavenged++;
    }

    // Where nodes are at work meanwhile the mark may have moved on.
    private async Task VerifyMarkAsync(EntityId stream, long version, int shard, CancellationToken cancellationToken)
    {
        if (Scavenger is not { } scavenger)
        {
            return;
        }

        if (await scavenger.FindAsync(stream, cancellationToken).ConfigureAwait(false) is not { } mark || mark.Version < version)
        {
            throw new CorruptEventException(stream.StreamId, version, "its content was taken away, but the mark of the stream does not say so");
        }

        Archives?.Check(mark, shard, cancellationToken);
    }

    private async Task VerifyIndexAsync(EntityId stream, long version, Guid id, CancellationToken cancellationToken)
    {
        await foreach (var stored in journal.ReadStreamAsync(stream, version, cancellationToken).ConfigureAwait(false))
        {
            if (stored.Version == version && stored.Id == id)
            {
                return;
            }

            break;
        }

        throw new CorruptEventException(stream.StreamId, version, "the feed has it, but the index over streams does not find it");
    }
}
