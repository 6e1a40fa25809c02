using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;

namespace FlexCore.Application.Projections.Engine;

/// <summary>Runs this node's part of every projection.</summary>
/// <remarks>
/// One loop starts and ends runners: when projections change (here or by another node), when shards come and go, and when a building is ready to be read.
/// Everything public is thread-safe.
/// </remarks>
public sealed class ProjectionEngine : IProjectionProgress, IAsyncDisposable
{
    // What other nodes have said is asked for once in so many looks; a hint asks at once.
    private const int LooksPerQuestion = 30;

    // A building this close to the live generation is let catch up: the live one waits for it.
    private const long SwapDistance = 10_000;

    private static readonly TimeSpan PollOthers = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan SwapPatience = TimeSpan.FromSeconds(5);

    private readonly ProjectionServices _services;
    private readonly SharedFeed _feed;
    private readonly ProjectionInstruments _instruments;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _reconciling = new(1, 1);
    private readonly Dictionary<long, GenerationRunner> _runners = [];
    private readonly HashSet<long> _lacking = [];
    private readonly Lock _gate = new();
    private IReadOnlyList<ProjectionRow> _rows = [];
    private long[] _epochs = [];
    private long _changes = -1;
    private int _disposed;
    private TaskCompletionSource _nudged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _watching = Task.CompletedTask;

    /// <summary>Creates an engine that does nothing before it is started.</summary>
    /// <param name="services">What it works with.</param>
    /// <param name="inCode">The projections in code; their names differ.</param>
    /// <param name="compiler">Reads declarative projections.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or two projections have one name.</exception>
    public ProjectionEngine(ProjectionServices services, IEnumerable<IProjection> inCode, IProjectionCompiler compiler)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Options.Validate();
        _feed = new SharedFeed(services.Feed, services.Options.BatchSize, services.Options.GatherInterval, services.Clock);
        _instruments = new ProjectionInstruments(Facts);
        _services = services with { Feed = _feed, Instruments = _instruments };
        Catalog = new ProjectionCatalog(inCode, compiler);
    }

    internal ProjectionCatalog Catalog { get; }

    internal ProjectionServices Services => _services;

    internal ProjectionInstruments Instruments => _instruments;

    /// <summary>Begins: generations of projections that are new or have changed are begun, and all are kept up to date from now on.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalException">The store cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_services.Identity is { } identity)
        {
            await new ReadModelOrigin(_services, Catalog).CheckAsync(identity, cancellationToken).ConfigureAwait(false);
        }

        foreach (var projection in Catalog.InCode)
        {
            var description = projection.Description;
            await _services.Store.AddAsync(
                new NewGeneration(description.Name, description.Fingerprint, _services.Clock.GetUtcNow()) { IfMissing = true, SwapsItself = true }, cancellationToken).ConfigureAwait(false);
        }

        _ = HaveShardsMoved();
        await ReconcileAsync(refresh: false, cancellationToken).ConfigureAwait(false);
        _watching = Task.Run(WatchAsync, CancellationToken.None);
    }

    /// <summary>Says that another node has changed something.</summary>
    public void Nudge()
    {
        lock (_gate)
        {
            _nudged.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<FeedCursor?> PositionAsync(string projection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return await FindAsync(projection, cancellationToken).ConfigureAwait(false) is { } row ? await PositionAsync(row.Live, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WaitAsync(string projection, ConsistencyToken token, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(token);
        return await WaitAsync(async () => (await FindAsync(projection, cancellationToken).ConfigureAwait(false))?.Live, token, patience, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How far all projections have come that are at work, on any node: what lies before, none of them reads again unless it is built anew.</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The place, or <see langword="null"/> when none is at work.</returns>
    /// <exception cref="JournalException">The store cannot be read.</exception>
    public ValueTask<FeedCursor?> SlowestAsync(CancellationToken cancellationToken = default) => new SlowestProjection(_services, Catalog).FindAsync(cancellationToken);

    /// <summary>Ends all work. What is not stored is done again by whoever goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var runner in Runners())
        {
            await runner.DisposeAsync().ConfigureAwait(false);
        }

        await _feed.DisposeAsync().ConfigureAwait(false);
        _instruments.Dispose();
        _stopping.Dispose();
        _reconciling.Dispose();
    }

    internal async ValueTask<bool> WaitAsync(Func<Task<long?>> generation, ConsistencyToken token, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = _services.Clock.GetTimestamp();
        while (true)
        {
            _feed.Hurry();
            var id = await generation().ConfigureAwait(false);
            var runner = RunnerOf(id ?? 0);
            var moved = runner?.WhenMovedAsync() ?? Task.Delay(Timeout.InfiniteTimeSpan, _services.Clock, cancellationToken);
            if (id is null || token.IsPassedBy(await PositionAsync(id.Value, cancellationToken).ConfigureAwait(false)))
            {
                return id is not null;
            }

            var left = patience - _services.Clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pause = runner is not null && HasAllShards() ? left : left < PollOthers ? left : PollOthers;
            await Task.WhenAny(moved, Task.Delay(pause, _services.Clock, enough.Token)).ConfigureAwait(false);
            await enough.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What is stored of a generation, and what this node knows beyond it.</summary>
    internal async ValueTask<FeedCursor> PositionAsync(long generation, CancellationToken cancellationToken)
    {
        var runner = RunnerOf(generation);
        if (runner is not null && HasAllShards())
        {
            return runner.Position;
        }

        var stored = (await _services.Store.ReadProgressAsync(generation, cancellationToken).ConfigureAwait(false)).Position;
        return runner is null ? stored : stored.With(runner.Position.Offsets.Where(place => place.Value > stored.OffsetOf(place.Key)));
    }

    internal async ValueTask<ProjectionRow?> FindAsync(string projection, CancellationToken cancellationToken)
    {
        if (Row(projection) is null)
        {
            await ReconcileAsync(refresh: false, cancellationToken).ConfigureAwait(false);
        }

        return Row(projection);
    }

    /// <summary>Starts and ends runners so that they fit what is stored.</summary>
    /// <param name="refresh">Whether the others begin anew too: parked events are to be tried, or shards have moved.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task ReconcileAsync(bool refresh, CancellationToken cancellationToken)
    {
        await _reconciling.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _changes = await _services.Store.ReadChangesAsync(cancellationToken).ConfigureAwait(false);
            var rows = await _services.Store.ListAsync(cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _rows, rows);
            var wanted = new Dictionary<long, GenerationSpec>();
            foreach (var row in rows.Where(static row => !row.IsPaused))
            {
                var projection = Catalog.Find(row);
                foreach (var generation in row.Generations.Where(generation => generation.Fault is null && projection?.Description.Fingerprint == generation.Fingerprint))
                {
                    wanted.Add(generation.Id, new GenerationSpec(projection ?? throw new InvalidOperationException("A generation without a projection."), generation));
                }
            }

            foreach (var runner in Runners().Where(runner => !wanted.ContainsKey(runner.Spec.Generation.Id)))
            {
                await EndAsync(runner).ConfigureAwait(false);
            }

            foreach (var spec in wanted.Values)
            {
                Ensure(spec, refresh);
            }
        }
        finally
        {
            _reconciling.Release();
        }
    }

    /// <summary>Makes a generation the live one. The live one's runner here waits meanwhile, so that a steady load does not keep the other behind for ever.</summary>
    internal async Task<SwapOutcome> SwapAsync(ProjectionRow row, long generation, CancellationToken cancellationToken)
    {
        var outcome = await _services.Store.SwapAsync(generation, cancellationToken).ConfigureAwait(false);
        if (outcome != SwapOutcome.Behind || RunnerOf(row.Live) is not { } live || await DistanceAsync(row.Live, generation).ConfigureAwait(false) > SwapDistance)
        {
            return outcome;
        }

        await EndAsync(live).ConfigureAwait(false);
        var reached = (await _services.Store.ReadProgressAsync(row.Live, cancellationToken).ConfigureAwait(false)).Position;
        await WaitAsync(() => Task.FromResult<long?>(generation), ConsistencyToken.Of(reached), SwapPatience, cancellationToken).ConfigureAwait(false);
        outcome = await _services.Store.SwapAsync(generation, cancellationToken).ConfigureAwait(false);
        await ReconcileAsync(refresh: false, cancellationToken).ConfigureAwait(false);
        return outcome;
    }

    private async Task WatchAsync()
    {
        for (var look = 1; !_stopping.IsCancellationRequested; look++)
        {
            try
            {
                var isNudged = await NextLookAsync().ConfigureAwait(false);
                var haveShardsMoved = HaveShardsMoved();
                var isTold = (isNudged || look % LooksPerQuestion == 0) && await _services.Store.ReadChangesAsync(_stopping.Token).ConfigureAwait(false) != _changes;
                if (haveShardsMoved || isTold)
                {
                    await ReconcileAsync(refresh: true, _stopping.Token).ConfigureAwait(false);
                }

                await SwapReadyAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) // The boundary of the loop: a store that cannot be asked now is asked at the next look.
            {
                _services.Observer.Interrupted("*", error);
            }
        }
    }

    private async Task<bool> NextLookAsync()
    {
        TaskCompletionSource nudged;
        lock (_gate)
        {
            nudged = _nudged;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        await Task.WhenAny(nudged.Task, Task.Delay(_services.Options.WatchInterval, _services.Clock, enough.Token)).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        _stopping.Token.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (!nudged.Task.IsCompleted)
            {
                return false;
            }

            _nudged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    private bool HaveShardsMoved()
    {
        var epochs = new long[_services.Shards.ShardCount];
        for (var shard = 0; shard < epochs.Length; shard++)
        {
            epochs[shard] = _services.Shards.LeaseOf(shard)?.Epoch ?? 0;
        }

        var moved = !epochs.AsSpan().SequenceEqual(_epochs);
        _epochs = epochs;
        return moved;
    }

    // The live generation waits while the new one catches up with it; without that neither would ever be first under a steady load.
    private async Task SwapReadyAsync()
    {
        foreach (var row in _rows)
        {
            foreach (var ready in row.Generations.Where(generation => generation.SwapsItself && generation.Id != row.Live && generation.Fault is null).ToArray())
            {
                if (await DistanceAsync(row.Live, ready.Id).ConfigureAwait(false) > SwapDistance || await LacksEventsAsync(row, ready).ConfigureAwait(false))
                {
                    continue;
                }

                if (RunnerOf(row.Live) is { } live)
                {
                    await EndAsync(live).ConfigureAwait(false);
                }

                if (await _services.Store.SwapAsync(ready.Id, _stopping.Token).ConfigureAwait(false) == SwapOutcome.Swapped)
                {
                    _services.Observer.Swapped(row.Name, ready.Id);
                    await ReconcileAsync(refresh: false, _stopping.Token).ConfigureAwait(false);
                }
            }
        }
    }

    // What retention has taken away meanwhile is in the live one and not in the new one. Whoever wants that says so; a live one of older code stands still anyway, and gives way.
    private async Task<bool> LacksEventsAsync(ProjectionRow row, GenerationRow ready)
    {
        var missing = (await _services.Store.ReadProgressAsync(ready.Id, _stopping.Token).ConfigureAwait(false)).Scavenged
            - (await _services.Store.ReadProgressAsync(row.Live, _stopping.Token).ConfigureAwait(false)).Scavenged;
        if (missing <= 0 || Catalog.Find(row)?.Description.Fingerprint != row.LiveGeneration.Fingerprint)
        {
            return false;
        }

        if (_lacking.Add(ready.Id))
        {
            _services.Observer.LacksEvents(row.Name, ready.Id, missing);
        }

        return true;
    }

    private async Task<long> DistanceAsync(long live, long next)
    {
        var target = (await _services.Store.ReadProgressAsync(live, _stopping.Token).ConfigureAwait(false)).Position;
        var reached = (await _services.Store.ReadProgressAsync(next, _stopping.Token).ConfigureAwait(false)).Position;
        return target.Offsets.Sum(place => Math.Max(0, place.Value - reached.OffsetOf(place.Key)));
    }

    private void Ensure(GenerationSpec spec, bool refresh)
    {
        lock (_gate)
        {
            if (_runners.TryGetValue(spec.Generation.Id, out var running))
            {
                if (refresh)
                {
                    running.Refresh();
                }

                return;
            }

            var runner = new GenerationRunner(spec, _services);
            _runners.Add(spec.Generation.Id, runner);
            runner.Start();
        }
    }

    private async Task EndAsync(GenerationRunner runner)
    {
        lock (_gate)
        {
            _runners.Remove(runner.Spec.Generation.Id);
        }

        await runner.DisposeAsync().ConfigureAwait(false);
    }

    private bool HasAllShards()
    {
        for (var shard = 0; shard < _services.Shards.ShardCount; shard++)
        {
            if (_services.Shards.LeaseOf(shard) is null)
            {
                return false;
            }
        }

        return true;
    }

    private ProjectionRow? Row(string projection) => Volatile.Read(ref _rows).FirstOrDefault(row => row.Name == projection);

    private GenerationRunner? RunnerOf(long generation)
    {
        lock (_gate)
        {
            return _runners.GetValueOrDefault(generation);
        }
    }

    private ProjectionFact[] Facts()
    {
        var known = _feed.Known;
        return
        [
            .. from row in Volatile.Read(ref _rows)
               let runner = RunnerOf(row.Live)
               where runner is not null
               select new ProjectionFact(row.Name, runner.LagBehind(known), runner.Parked),
        ];
    }

    private GenerationRunner[] Runners()
    {
        lock (_gate)
        {
            return [.. _runners.Values];
        }
    }
}
