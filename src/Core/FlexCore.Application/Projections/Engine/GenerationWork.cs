using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>Turns batches of events into commits: what a projection makes of them, what it cannot take, and how far they reach.</summary>
/// <remarks>
/// Used by its runner only, one call at a time. A batch is first applied as if nothing were wrong; when an event fails, it is applied again with a copy of the documents before
/// each event, so that nothing of a failed one remains.
/// </remarks>
internal sealed class GenerationWork
{
    private const string Gone = "Retention has taken the event away while it was parked, so it cannot be applied any more. Discard it; the archive has it, if there is one.";

    private readonly GenerationSpec _spec;
    private readonly ProjectionServices _services;
    private readonly EventPlanner _planner;
    private readonly DocumentCache _cache;
    private readonly EventApplier _applier;

    public GenerationWork(GenerationSpec spec, ProjectionServices services)
    {
        _spec = spec;
        _services = services;
        _planner = new EventPlanner(spec.Projection);
        _cache = new DocumentCache(spec.Generation.Id, services.Store, services.Options.CachedDocumentsMax);
        _applier = new EventApplier(spec.Projection, _cache);
    }

    public ParkingLot Parked { get; } = new();

    /// <summary>Forgets what is in memory and takes over what is stored.</summary>
    public void Reset(IEnumerable<ParkedEvent> parked)
    {
        _cache.Clear();
        Parked.Reset(parked);
    }

    /// <summary>Applies events and stores their effect.</summary>
    /// <param name="events">Those that are for the projection, in order.</param>
    /// <param name="moves">How far they reach, with those in between.</param>
    /// <param name="fences">The leases of the work.</param>
    /// <param name="cancellationToken">Gives up; then the work must be begun anew.</param>
    public async ValueTask<CommitOutcome> ApplyAsync(
        IReadOnlyList<StoredEvent> events, IReadOnlyList<ShardMove> moves, IReadOnlyList<ShardLease> fences, CancellationToken cancellationToken)
    {
        var planned = new List<PlannedEvent>(events.Count);
        foreach (var stored in events)
        {
            planned.Add(_planner.Plan(new ProjectedEvent(stored, _services.Types, _spec.Projection.Description.ShowsPersonal)));
        }

        await _cache.LoadAsync(planned.SelectMany(static plan => plan.Keys), cancellationToken).ConfigureAwait(false);
        var parked = new List<ParkedEvent>();
        if (!TryAll(planned) || EventApplier.Changes([.. _cache.Touched]) is not { } changes)
        {
            _cache.Clear();
            await _cache.LoadAsync(planned.SelectMany(static plan => plan.Keys), cancellationToken).ConfigureAwait(false);
            ApplyCarefully(planned, parked);
            changes = EventApplier.Changes([.. _cache.Touched]) ?? throw new InvalidOperationException($"The projection '{_spec.Name}' has made a document that can be written one time and not another. It must not keep what it was given.");
        }

        var commit = new ReadModelCommit(_spec.Generation.Id, fences, WithApplied(moves, planned, parked), changes) { Parked = parked, IsSettled = events.Count == 0 };
        var outcome = await CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        if (outcome == CommitOutcome.Committed)
        {
            parked.ForEach(Parked.Put);
            Tell(planned.Count - parked.Count, changes.Count);
        }

        return outcome;
    }

    /// <summary>Tries the events of a group again, in order, until one fails.</summary>
    /// <param name="group">The events.</param>
    /// <param name="fences">The leases of the work.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<CommitOutcome> RetryAsync(IReadOnlyList<ParkedEvent> group, IReadOnlyList<ShardLease> fences, CancellationToken cancellationToken)
    {
        foreach (var parked in group)
        {
            var stored = await ReadAsync(parked, cancellationToken).ConfigureAwait(false);
            var planned = _planner.Plan(new ProjectedEvent(stored, _services.Types, _spec.Projection.Description.ShowsPersonal));
            await _cache.LoadAsync(planned.Keys, cancellationToken).ConfigureAwait(false);
            var fault = stored.IsScavenged() ? Gone : planned.Fault ?? _applier.TryApply(planned);
            var changes = fault is null ? EventApplier.Changes([.. _cache.Touched]) ?? [] : [];
            var again = fault is null ? null : Failed(planned, parked.Group, fault, parked.Attempts + 1) with { Type = parked.Type, ParkedAt = parked.ParkedAt };
            var outcome = await CommitAsync(
                new ReadModelCommit(_spec.Generation.Id, fences, [], changes)
                {
                    Released = fault is null ? [(parked.Shard, parked.Offset)] : [],
                    Parked = again is null ? [] : [again],

                    // No place moves, so nobody would notice that it was lost.
                    IsSettled = true,
                },
                cancellationToken).ConfigureAwait(false);
            if (outcome != CommitOutcome.Committed)
            {
                return outcome;
            }

            if (again is not null)
            {
                Parked.Put(again);
                return outcome;
            }

            Parked.Release(parked);
            Tell(1, changes.Count);
        }

        return CommitOutcome.Committed;
    }

    private void Tell(int applied, int documents)
    {
        _services.Observer.Committed(_spec.Name, applied, documents);
        _services.Instruments?.Applied(_spec.Name, applied);
    }

    private bool TryAll(List<PlannedEvent> planned)
    {
        foreach (var plan in planned)
        {
            if (plan.Fault is not null || (Parked.Count > 0 && plan.GroupsIn(_spec.Scope).Any(Parked.IsBlocked)) || !_applier.Apply(plan))
            {
                return false;
            }
        }

        return true;
    }

    private void ApplyCarefully(List<PlannedEvent> planned, List<ParkedEvent> parked)
    {
        var blocked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var plan in planned)
        {
            var groups = plan.GroupsIn(_spec.Scope).ToArray();
            if (Array.Find(groups, group => blocked.Contains(group) || Parked.IsBlocked(group)) is { } waiting)
            {
                parked.Add(Entry(plan.Happened, waiting, "", 0, null));
            }
            else if ((plan.Fault ?? _applier.TryApply(plan)) is { } fault)
            {
                parked.Add(Failed(plan, groups[0], fault, 1));
                blocked.Add(groups[0]);
            }
        }
    }

    private ParkedEvent Failed(PlannedEvent planned, string group, string fault, int attempts)
    {
        var isGivenUp = attempts >= _services.Options.AttemptsMax;
        if (isGivenUp)
        {
            _services.Observer.GaveUp(_spec.Name, planned.Happened, fault);
        }
        else
        {
            _services.Observer.Parked(_spec.Name, planned.Happened, fault);
        }

        var pause = _services.Options.RetryDelay * Math.Pow(2, Math.Min(attempts - 1, 20));
        return Entry(planned.Happened, group, fault, attempts, isGivenUp ? null : _services.Clock.GetUtcNow() + pause);
    }

    private ParkedEvent Entry(ProjectedEvent happened, string group, string reason, int attempts, DateTimeOffset? retryAt) =>
        new(group, happened.Stream, happened.Version, happened.Shard, happened.Offset, happened.Type, reason, attempts, _services.Clock.GetUtcNow(), retryAt);

    private async ValueTask<StoredEvent> ReadAsync(ParkedEvent parked, CancellationToken cancellationToken)
    {
        await foreach (var stored in _services.Journal.ReadStreamAsync(parked.Stream, parked.Version, cancellationToken).ConfigureAwait(false))
        {
            return stored;
        }

        throw new CorruptEventException(parked.Stream.StreamId, parked.Version, "it is parked, but it is not there");
    }

    private async ValueTask<CommitOutcome> CommitAsync(ReadModelCommit commit, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await _services.Store.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
            if (outcome == CommitOutcome.Committed)
            {
                _cache.Saved([.. _cache.Touched]);
                return outcome;
            }

            _cache.Clear();
            return outcome;
        }
        catch
        {
            _cache.Clear();
            throw;
        }
    }

    private static List<ShardMove> WithApplied(IReadOnlyList<ShardMove> moves, List<PlannedEvent> planned, List<ParkedEvent> parked)
    {
        var applied = new Dictionary<int, long>();
        foreach (var plan in planned)
        {
            applied[plan.Happened.Shard] = applied.GetValueOrDefault(plan.Happened.Shard) + 1;
        }

        foreach (var entry in parked)
        {
            applied[entry.Shard]--;
        }

        return [.. moves.Select(move => move with { Applied = applied.GetValueOrDefault(move.Shard) })];
    }
}
