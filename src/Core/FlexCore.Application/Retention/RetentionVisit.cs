using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.Retention;

/// <summary>Takes the old events of one entity away. Used by one caller at a time.</summary>
/// <param name="services">What it works with.</param>
/// <param name="batchEvents">The most events of one removal.</param>
/// <param name="archive">Where archives go; null for nowhere.</param>
/// <param name="clock">The time.</param>
internal sealed class RetentionVisit(RetentionServices services, int batchEvents, ArchiveFolder? archive, TimeProvider clock)
{
    // It rests three times as long as it works, so that writers keep most of the store.
    private const int RestPerWork = 3;

    // Bounds what one batch holds in memory, whatever its events have in them.
    private const long BatchBytesMax = 8 * 1024 * 1024;

    // After so many events a state is kept, and the rest goes with another cut.
    private const long CutEventsMax = 10_000;

    /// <summary>Takes away what a policy does not keep.</summary>
    /// <returns>How many events.</returns>
    public async Task<long> RunAsync(EntityId id, RetentionPolicy policy, FeedCursor? followed, CancellationToken cancellationToken)
    {
        var mark = await services.Scavenger.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? new ScavengeMark(id, 0, ArchiveLines.NoHash, default);
        return id.Kind == EventTopicDecider.Kind
            ? await RunTopicAsync(mark, policy, followed, cancellationToken).ConfigureAwait(false)
            : await RunHistoryAsync(mark, policy, followed, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> RunTopicAsync(ScavengeMark mark, RetentionPolicy policy, FeedCursor? followed, CancellationToken cancellationToken)
    {
        // What no snapshot covers the topic needs itself. Only the one that is stored counts.
        var id = mark.Stream;
        if (await services.Snapshots.LoadAsync(id, cancellationToken).ConfigureAwait(false) is not { } snapshot)
        {
            return 0;
        }

        var end = policy.Count is null ? 0 : (await services.Topics.GetEndAsync(Self(id), id.Key, null, cancellationToken).ConfigureAwait(false)).Records;
        var bound = new RetentionBound(policy, clock.GetUtcNow(), end, snapshot.Version) { Read = services.Readers.SlowestReader(id), Followed = followed };
        return (await RemoveAsync(mark, long.MaxValue, bound, cancellationToken).ConfigureAwait(false)).Removed;
    }

    private async Task<long> RunHistoryAsync(ScavengeMark mark, RetentionPolicy policy, FeedCursor? followed, CancellationToken cancellationToken)
    {
        var end = policy.Count is null ? 0 : await services.Journal.FindVersionAsync(mark.Stream, cancellationToken).ConfigureAwait(false);
        var bound = new RetentionBound(policy, clock.GetUtcNow(), end, long.MaxValue) { Followed = followed };
        var removed = 0L;
        while (true)
        {
            var cut = await FindCutAsync(mark, bound, cancellationToken).ConfigureAwait(false);
            if (cut == mark.Version || (cut = Math.Min(cut, await CoverAsync(mark.Stream, cut, cancellationToken).ConfigureAwait(false))) <= mark.Version)
            {
                return removed;
            }

            await KeepStateAsync(mark.Stream, cut, cancellationToken).ConfigureAwait(false);
            var done = await RemoveAsync(mark, cut, bound, cancellationToken).ConfigureAwait(false);
            removed += done.Removed;
            if (done.Mark.Version < cut)
            {
                // Somebody else is at it, or the store is not so far yet; the next run goes on.
                return removed;
            }

            mark = done.Mark;
        }
    }

    private async ValueTask<long> FindCutAsync(ScavengeMark mark, RetentionBound bound, CancellationToken cancellationToken)
    {
        var cut = mark.Version;
        await foreach (var stored in services.Journal.ReadStreamAsync(mark.Stream, mark.Version + 1, cancellationToken).ConfigureAwait(false))
        {
            if (cut - mark.Version == CutEventsMax || !bound.MayGo(stored))
            {
                break;
            }

            cut = stored.Version;
        }

        return cut;
    }

    // Most histories are shorter than what a snapshot waits for, and would never lose an event.
    private async ValueTask<long> CoverAsync(EntityId id, long cut, CancellationToken cancellationToken)
    {
        var covered = (await services.Snapshots.LoadAsync(id, cancellationToken).ConfigureAwait(false))?.Version ?? 0;
        return covered < cut && services.Cover is { } cover ? Math.Max(covered, await cover.CoverAsync(id, cancellationToken).ConfigureAwait(false)) : covered;
    }

    private async Task KeepStateAsync(EntityId id, long cut, CancellationToken cancellationToken)
    {
        if (services.Travel is not { } travel)
        {
            return;
        }

        try
        {
            await travel.SnapshotAsync(Self(id), id.Kind, id.Key, new TravelPoint(cut, null), cancellationToken).ConfigureAwait(false);
        }
        catch (ScavengedException)
        {
            // An earlier cut has left no state, or it was lost: there is none to go on from, and time travel says so.
            return;
        }
    }

    private async Task<(ScavengeMark Mark, long Removed)> RemoveAsync(ScavengeMark mark, long cut, RetentionBound bound, CancellationToken cancellationToken)
    {
        var removed = 0L;
        while (true)
        {
            var begun = clock.GetTimestamp();
            var batch = await GatherAsync(mark, cut, bound, cancellationToken).ConfigureAwait(false);
            if (batch.Count == 0)
            {
                return (mark, removed);
            }

            var next = Next(mark, batch, out var lines);
            archive?.Write(mark.Stream, batch[0].Shard, next, lines);
            if (await services.Scavenger.RemoveAsync(mark.Version, next, cancellationToken).ConfigureAwait(false) != ScavengeOutcome.Removed)
            {
                return (mark, removed);
            }

            (mark, removed) = (next, removed + batch.Count);
            await Task.Delay(clock.GetElapsedTime(begun) * RestPerWork, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private ScavengeMark Next(ScavengeMark mark, List<StoredEvent> batch, out List<byte[]> lines)
    {
        var hash = mark.Hash;
        lines = new List<byte[]>(batch.Count);
        foreach (var stored in batch)
        {
            var line = ArchiveLines.LineOf(stored);
            hash = ArchiveLines.Chain(hash.Span, line);
            lines.Add(line);
        }

        return new ScavengeMark(mark.Stream, batch[^1].Version, hash, clock.GetUtcNow());
    }

    private async ValueTask<List<StoredEvent>> GatherAsync(ScavengeMark mark, long cut, RetentionBound bound, CancellationToken cancellationToken)
    {
        var batch = new List<StoredEvent>();
        var bytes = 0L;
        await foreach (var stored in services.Journal.ReadStreamAsync(mark.Stream, mark.Version + 1, cancellationToken).ConfigureAwait(false))
        {
            if (batch.Count == batchEvents || bytes >= BatchBytesMax || stored.Version > cut || !bound.MayGo(stored))
            {
                break;
            }

            batch.Add(stored);
            bytes += stored.Payload.Length;
        }

        return batch;
    }

    private static SecurityContext Self(EntityId id) => new(id.Tenant, "service:retention");
}
