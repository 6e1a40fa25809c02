using FlexCore.Application.Feed;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Testing.Storage;

/// <summary>Read models in memory: for tests. Passes the same conformance suite as the stores on disk. Thread-safe.</summary>
public sealed class InMemoryReadModelStore : IReadModelStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, ProjectionRow> _projections = new(StringComparer.Ordinal);
    private readonly Dictionary<long, InMemoryGeneration> _generations = [];
    private readonly Dictionary<int, long> _epochs = [];
    private Func<bool, Exception?>? _faults;
    private long _last;
    private long _changes;
    private StoreIdentity? _origin;

    /// <summary>Lets every commit fail with an error until it is taken back.</summary>
    /// <param name="error">The error, or <see langword="null"/> to take it back.</param>
    public void FailCommits(Exception? error) => FailCommits(error is null ? null : isStored => isStored ? null : error);

    /// <summary>Lets commits fail as a test says: before anything is stored, or afterwards, so that whoever commits does not know.</summary>
    /// <param name="faults">Asked twice for every commit, with whether it is stored already; returns the error or <see langword="null"/>. <see langword="null"/> takes it back.</param>
    public void FailCommits(Func<bool, Exception?>? faults)
    {
        lock (_gate)
        {
            _faults = faults;
        }
    }

    /// <summary>Loses everything that a generation holds, as a server may that crashes before it has flushed.</summary>
    /// <param name="generation">The generation.</param>
    public void Lose(long generation)
    {
        lock (_gate)
        {
            _generations[generation] = new InMemoryGeneration();
        }
    }

    /// <inheritdoc/>
    public Application.Projections.ReadModelSource Source { get; } = new("memory", "this process", "read_models");

    /// <summary>How many commits have changed something.</summary>
    public int Commits { get; private set; }

    /// <inheritdoc/>
    public ValueTask<StoreIdentity?> ReadOriginAsync(CancellationToken cancellationToken = default) => Locked(() => _origin, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SetOriginAsync(StoreIdentity origin, CancellationToken cancellationToken = default) => await Locked(() => _origin = origin, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<long> ReadChangesAsync(CancellationToken cancellationToken = default) => Locked(() => _changes, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ProjectionRow>> ListAsync(CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<ProjectionRow>>(() => [.. _projections.Values], cancellationToken);

    /// <inheritdoc/>
    public ValueTask<GenerationRow> AddAsync(NewGeneration generation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(generation);
        return Locked(() => Add(generation), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<SwapOutcome> SwapAsync(long generation, CancellationToken cancellationToken = default) => Locked(() => Swap(generation), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ForgetAsync(long generation, CancellationToken cancellationToken = default) => Locked(
        () =>
        {
            var row = _projections.Values.FirstOrDefault(row => row.Live != generation && row.Generations.Any(known => known.Id == generation));
            if (row is null)
            {
                return false;
            }

            Forget(row, known => known.Id == generation);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(string projection, CancellationToken cancellationToken = default) => Locked(
        () =>
        {
            if (!_projections.TryGetValue(projection, out var row))
            {
                return false;
            }

            Forget(row, static _ => true);
            return _projections.Remove(projection);
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> PauseAsync(string projection, CancellationToken cancellationToken = default) => SetPausedAsync(projection, true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ResumeAsync(string projection, CancellationToken cancellationToken = default) => SetPausedAsync(projection, false, cancellationToken);

    private ValueTask<bool> SetPausedAsync(string projection, bool paused, CancellationToken cancellationToken) => Locked(
        () =>
        {
            if (!_projections.TryGetValue(projection, out var row))
            {
                return false;
            }

            Put(row with { IsPaused = paused });
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SetFaultAsync(long generation, string? fault, CancellationToken cancellationToken = default) => await Locked(
        () =>
        {
            if (Of(generation) is { } row)
            {
                Put(row with { Generations = [.. row.Generations.Select(known => known.Id == generation ? known with { Fault = fault } : known)] });
            }

            return true;
        },
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<GenerationProgress> ReadProgressAsync(long generation, CancellationToken cancellationToken = default) => Locked(
        () => _generations.TryGetValue(generation, out var known)
            ? new GenerationProgress(FeedCursor.Start.With(known.Offsets), known.Applied, known.Parked.Count) { Scavenged = known.Scavenged }
            : new GenerationProgress(FeedCursor.Start, 0, 0),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredReadModel>> LoadAsync(long generation, IReadOnlyCollection<ReadModelKey> keys, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<StoredReadModel>>(
            () => _generations.TryGetValue(generation, out var known) ? [.. keys.Select(key => known.Documents.GetValueOrDefault(key)).OfType<StoredReadModel>()] : [],
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommitOutcome> CommitAsync(ReadModelCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return Locked(() => Commit(commit), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ParkedEvent>> ListParkedAsync(long generation, int max, CancellationToken cancellationToken = default) =>
        Locked<IReadOnlyList<ParkedEvent>>(() => _generations.TryGetValue(generation, out var known) ? [.. known.Parked.Values.Take(max)] : [], cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> RedriveAsync(long generation, string? group, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        Locked(() => Redrive(generation, group, now), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> DiscardAsync(long generation, int shard, long offset, DateTimeOffset now, CancellationToken cancellationToken = default) => Locked(
        () =>
        {
            if (!_generations.TryGetValue(generation, out var known) || !known.Parked.Remove((shard, offset), out var parked))
            {
                return false;
            }

            Redrive(generation, parked.Group, now);
            _changes++;
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredReadModel>> QueryAsync(ReadModelQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Locked<IReadOnlyList<StoredReadModel>>(() => _generations.TryGetValue(query.Generation, out var known) ? known.Query(query) : [], cancellationToken);
    }

    private ValueTask<T> Locked<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new ValueTask<T>(work());
        }
    }

    private CommitOutcome Commit(ReadModelCommit commit)
    {
        if (_faults?.Invoke(false) is { } failure)
        {
            throw failure;
        }

        if (!_generations.TryGetValue(commit.Generation, out var generation))
        {
            return CommitOutcome.Gone;
        }

        if (commit.Fences.Any(lease => _epochs.GetValueOrDefault(lease.Shard) > lease.Epoch))
        {
            return CommitOutcome.Fenced;
        }

        if (commit.Moves.Any(move => generation.Offsets.GetValueOrDefault(move.Shard) != move.From))
        {
            return CommitOutcome.Moved;
        }

        foreach (var lease in commit.Fences)
        {
            _epochs[lease.Shard] = lease.Epoch;
        }

        generation.Take(commit);
        Commits++;
        return _faults?.Invoke(true) is { } unknown ? throw unknown : CommitOutcome.Committed;
    }

    private GenerationRow Add(NewGeneration wanted)
    {
        var before = _projections.GetValueOrDefault(wanted.Projection);
        if (wanted.IfMissing && before?.Generations.FirstOrDefault(known => known.Fingerprint == wanted.Fingerprint && known.Bound is null) is { } there)
        {
            return there;
        }

        var added = new GenerationRow(++_last, wanted.Projection, wanted.Fingerprint, wanted.CreatedAt) { Until = wanted.Until, Bound = wanted.Bound, SwapsItself = wanted.SwapsItself };
        _generations.Add(added.Id, new InMemoryGeneration());
        if (before is not { } row)
        {
            Put(new ProjectionRow(wanted.Projection, added.Id, false, wanted.Definition ?? "", [added]));
            return added;
        }

        Forget(row, known => wanted.IsLiveAtOnce || (wanted.SwapsItself && known.SwapsItself && known.Id != row.Live));
        row = _projections[wanted.Projection];
        Put(row with { Live = wanted.IsLiveAtOnce ? added.Id : row.Live, Definition = wanted.Definition ?? row.Definition, Generations = [.. row.Generations, added] });
        return added;
    }

    private SwapOutcome Swap(long generation)
    {
        if (Of(generation) is not { } row)
        {
            return SwapOutcome.Gone;
        }

        if (row.Live == generation)
        {
            return SwapOutcome.Swapped;
        }

        if (row.Generations.First(known => known.Id == generation).Bound is not null)
        {
            return SwapOutcome.Bounded;
        }

        var offsets = _generations[generation].Offsets;
        if (_generations[row.Live].Offsets.Any(place => offsets.GetValueOrDefault(place.Key) < place.Value))
        {
            return SwapOutcome.Behind;
        }

        Forget(row, known => known.Id == row.Live);
        row = _projections[row.Name];
        Put(row with { Live = generation, Generations = [.. row.Generations.Select(known => known.Id == generation ? known with { SwapsItself = false } : known)] });
        return SwapOutcome.Swapped;
    }

    private int Redrive(long generation, string? group, DateTimeOffset now)
    {
        var parked = _generations.TryGetValue(generation, out var known) ? known.Parked.Values.Where(parked => group is null || parked.Group == group).ToArray() : [];
        foreach (var entry in parked)
        {
            known?.Parked[(entry.Shard, entry.Offset)] = entry with { RetryAt = now, Attempts = 0 };
        }

        _changes += parked.Length > 0 ? 1 : 0;
        return parked.Length;
    }

    private ProjectionRow? Of(long generation) => _projections.Values.FirstOrDefault(row => row.Generations.Any(known => known.Id == generation));

    private void Forget(ProjectionRow row, Func<GenerationRow, bool> which)
    {
        foreach (var old in row.Generations.Where(which))
        {
            _generations.Remove(old.Id);
        }

        Put(row with { Generations = [.. row.Generations.Where(known => !which(known))] });
    }

    private void Put(ProjectionRow row)
    {
        _projections[row.Name] = row;
        _changes++;
    }
}
