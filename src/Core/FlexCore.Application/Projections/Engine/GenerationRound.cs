using FlexCore.Application.EventTopics;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;
using FlexCore.Domain.EventTopics;

namespace FlexCore.Application.Projections.Engine;

/// <summary>One stretch of a runner's work, under leases that do not change: from what is stored until something is in doubt.</summary>
/// <remarks>Used by its runner only.</remarks>
internal sealed class GenerationRound(GenerationSpec spec, ProjectionServices services, Action<FeedCursor, int> moveTo)
{
    // Places behind events that are not for the projection are stored at the latest after so many.
    private const long PassedMax = 100_000;

    private readonly GenerationWork _work = new(spec, services);
    private readonly Dictionary<int, ShardLease> _leases = [];
    private readonly Dictionary<int, long> _stored = [];
    private readonly HashSet<int> _unsettled = [];
    private readonly Dictionary<int, long> _scavenged = [];
    private FeedCursor _reached = FeedCursor.Start;
    private (string Type, string Kind, bool Answer) _handled = ("", "", false);
    private long _passed;
    private long? _dirtySince;

    /// <summary>Works until a commit is refused or this node has nothing to do.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!TakeLeases())
        {
            // Shards that come begin a new round.
            await Task.Delay(Timeout.InfiniteTimeSpan, services.Clock, cancellationToken).ConfigureAwait(false);
        }

        var cursor = await BeginAsync(cancellationToken).ConfigureAwait(false);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var feed = services.Feed.SubscribeAsync(cursor, services.Options.BatchSize, spec.Scope == ProjectionScope.All ? FeedShards.All : FeedShards.Owned(_leases.Keys), reading.Token).GetAsyncEnumerator(reading.Token);
        await using (feed.ConfigureAwait(false))
        {
            var next = MoveAsync(feed);
            try
            {
                while (await RetryAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (!await ArrivedAsync(next, cancellationToken).ConfigureAwait(false))
                    {
                        if (!await FlushAsync(cancellationToken).ConfigureAwait(false))
                        {
                            return;
                        }

                        continue;
                    }

                    if (!await next.ConfigureAwait(false))
                    {
                        return;
                    }

                    // The next batch is read while this one is worked on: on another thread, since a store may read without ever waiting.
                    var batch = feed.Current;
                    next = MoveAsync(feed);
                    if (!await TakeAsync(batch, cancellationToken).ConfigureAwait(false))
                    {
                        return;
                    }
                }
            }
            finally
            {
                // The enumerator must not be disposed while it is moving.
                await reading.CancelAsync().ConfigureAwait(false);
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static Task<bool> MoveAsync(IAsyncEnumerator<FeedBatch> feed) => Task.Run(async () => await feed.MoveNextAsync().ConfigureAwait(false));

    private bool TakeLeases()
    {
        var home = spec.HomeShard(services.Shards.ShardCount);
        for (var shard = 0; shard < services.Shards.ShardCount; shard++)
        {
            if ((spec.Scope == ProjectionScope.Stream || shard == home) && services.Shards.LeaseOf(shard) is { } lease)
            {
                _leases[shard] = lease;
            }
        }

        return _leases.Count > 0;
    }

    private async Task<FeedCursor> BeginAsync(CancellationToken cancellationToken)
    {
        var progress = await services.Store.ReadProgressAsync(spec.Generation.Id, cancellationToken).ConfigureAwait(false);
        var parked = await services.Store.ListParkedAsync(spec.Generation.Id, int.MaxValue, cancellationToken).ConfigureAwait(false);
        _work.Reset(parked.Where(entry => IsMine(entry.Shard)));
        foreach (var (shard, offset) in progress.Position.Offsets)
        {
            _stored[shard] = offset;
        }

        _reached = progress.Position;
        moveTo(_reached, _work.Parked.Count);
        return progress.Position;
    }

    private bool IsMine(int shard) => spec.Scope == ProjectionScope.All || _leases.ContainsKey(shard);

    /// <summary>Waits for the next batch, but no longer than something else is due.</summary>
    /// <returns>Whether the batch is there.</returns>
    private async Task<bool> ArrivedAsync(Task<bool> next, CancellationToken cancellationToken)
    {
        var pause = Timeout.InfiniteTimeSpan;
        if (_passed > 0 || _unsettled.Count > 0)
        {
            // Counted from when there is something to store, so that a steady stream of other events does not put it off for ever.
            _dirtySince ??= services.Clock.GetTimestamp();
            pause = services.Options.FlushInterval - services.Clock.GetElapsedTime(_dirtySince.Value);
            pause = pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
        }

        if (pause == TimeSpan.Zero || next.IsCompleted)
        {
            return pause != TimeSpan.Zero;
        }

        if (_work.Parked.NextRetry is { } retry)
        {
            var until = retry - services.Clock.GetUtcNow();
            until = until < TimeSpan.Zero ? TimeSpan.Zero : until;
            pause = pause == Timeout.InfiniteTimeSpan || until < pause ? until : pause;
        }

        if (pause == Timeout.InfiniteTimeSpan)
        {
            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(next, Task.Delay(pause, services.Clock, enough.Token)).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return first == next;
    }

    /// <returns>Whether the work may go on.</returns>
    private async Task<bool> TakeAsync(FeedBatch batch, CancellationToken cancellationToken)
    {
        var wanted = new List<StoredEvent>();
        foreach (var stored in batch.Events)
        {
            if (IsHole(stored))
            {
                _scavenged[stored.Shard] = _scavenged.GetValueOrDefault(stored.Shard) + 1;
            }
            else if (IsWanted(stored))
            {
                wanted.Add(stored);
            }
        }

        // The feed has given everything of these shards up to the place of the batch.
        _reached = _reached.With(batch.Cursor.Offsets.Where(place => IsMine(place.Key)).Select(place => KeyValuePair.Create(place.Key, Clip(place.Key, place.Value)))
            .Where(place => place.Value > _reached.OffsetOf(place.Key)).ToArray());
        _passed += batch.Events.Count;
        if (wanted.Count == 0 && _passed < PassedMax && !IsAtBound)
        {
            moveTo(_reached, _work.Parked.Count);
            return true;
        }

        return await StoreAsync(wanted, cancellationToken).ConfigureAwait(false);
    }

    private bool IsAtBound => spec.Generation.Bound is { } bound && ConsistencyToken.Of(bound).IsPassedBy(_reached);

    private long Clip(int shard, long offset) => spec.Generation.Bound is { } bound ? Math.Min(offset, bound.OffsetOf(shard)) : offset;

    // Of an event that is gone only its kind is known. Records of topics are counted where the projection is for them.
    private bool IsHole(StoredEvent stored) =>
        stored.IsScavenged()
        && stored.Offset <= Clip(stored.Shard, stored.Offset)
        && (stored.Stream.Kind != EventTopicDecider.Kind || spec.Projection.Handles(EventTopicCodecs.RecordsType, EventTopicDecider.Kind));

    private bool IsWanted(StoredEvent stored) =>
        stored.Offset <= Clip(stored.Shard, stored.Offset)
        && (spec.Generation.Until is not { } until || stored.Metadata.Time <= until)
        && IsHandled(stored);

    // Events of one type come one after the other: asking the projection for each event would cost more than the rest of passing it by.
    private bool IsHandled(StoredEvent stored)
    {
        var (type, kind) = (stored.Type, stored.Stream.Kind);
        if (type == _handled.Type && kind == _handled.Kind)
        {
            return _handled.Answer;
        }

        _handled = (type, kind, !Events.SystemEvents.Contains(type) && spec.Projection.Handles(type, kind));
        return _handled.Answer;
    }

    // In a quiet moment. A store that has crashed since the last commit may have lost it, and nothing that comes would tell: so the places are compared once more, and kept for good.
    private Task<bool> FlushAsync(CancellationToken cancellationToken) => _passed == 0 && _unsettled.Count == 0 ? Task.FromResult(true) : StoreAsync([], cancellationToken);

    private async Task<bool> StoreAsync(List<StoredEvent> wanted, CancellationToken cancellationToken)
    {
        var moves = new List<ShardMove>();
        foreach (var (shard, offset) in _reached.Offsets)
        {
            var from = _stored.GetValueOrDefault(shard);
            if ((offset > from || (wanted.Count == 0 && _unsettled.Contains(shard))) && IsMine(shard))
            {
                moves.Add(new ShardMove(shard, from, offset, 0) { Scavenged = _scavenged.GetValueOrDefault(shard) });
            }
        }

        _passed = 0;
        if (moves.Count == 0 && wanted.Count == 0)
        {
            _dirtySince = null;
            return true;
        }

        var outcome = await _work.ApplyAsync(wanted, moves, Fences(moves.Select(static move => move.Shard)), cancellationToken).ConfigureAwait(false);
        if (outcome != CommitOutcome.Committed)
        {
            return false;
        }

        foreach (var move in moves)
        {
            _stored[move.Shard] = move.To;
            _scavenged.Remove(move.Shard);
            _unsettled.Add(move.Shard);
        }

        if (wanted.Count == 0)
        {
            _dirtySince = null;
            _unsettled.Clear();
        }

        moveTo(_reached, _work.Parked.Count);
        await RefuseTooManyParkedAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> RetryAsync(CancellationToken cancellationToken)
    {
        if (_work.Parked.Count == 0)
        {
            return true;
        }

        foreach (var group in _work.Parked.Due(services.Clock.GetUtcNow()))
        {
            var outcome = await _work.RetryAsync(group, Fences(group.Select(static parked => parked.Shard)), cancellationToken).ConfigureAwait(false);
            if (outcome != CommitOutcome.Committed)
            {
                return false;
            }

            moveTo(_reached, _work.Parked.Count);
        }

        return true;
    }

    private ShardLease[] Fences(IEnumerable<int> shards) =>
        spec.Scope == ProjectionScope.All ? [.. _leases.Values] : [.. shards.Distinct().Order().Select(shard => _leases[shard])];

    private async Task RefuseTooManyParkedAsync(CancellationToken cancellationToken)
    {
        if (_work.Parked.Count <= services.Options.ParkedMax)
        {
            return;
        }

        var reason = $"{_work.Parked.Count} events are parked, and {ProjectionOptions.Section}.parked-max allows {services.Options.ParkedMax}. "
            + "Mend the projection and rebuild it, or discard what it cannot take; then resume it.";
        await services.Store.SetFaultAsync(spec.Generation.Id, reason, cancellationToken).ConfigureAwait(false);
        services.Observer.Faulted(spec.Name, spec.Generation.Id, reason);
        await Task.Delay(Timeout.InfiniteTimeSpan, services.Clock, cancellationToken).ConfigureAwait(false);
    }
}
