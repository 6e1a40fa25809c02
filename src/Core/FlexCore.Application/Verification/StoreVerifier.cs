using FlexCore.Application.EventStreams;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
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
    private long _events;

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

        return new VerificationReport(_events, _streams.Count, _shards.Count);
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
        _shards[stored.Shard] = offset;
        _streams[stored.Stream] = (version, stored.Id);
        _events++;
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
