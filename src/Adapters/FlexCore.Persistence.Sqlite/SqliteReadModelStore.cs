using FlexCore.Application.Feed;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.Store;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.ReadModels;

namespace FlexCore.Persistence.Sqlite;

/// <summary>Read models in a SQLite file of their own, <c>read_models.db</c> in the data folder, for one process.</summary>
/// <remarks>
/// Thread-safe. One connection writes and reads for the projections, one caller at a time; another reads for people. The folder's lock is the store's:
/// open the store first. While idle it does nothing.
/// </remarks>
public sealed class SqliteReadModelStore : IReadModelStore, IAsyncDisposable
{
    private const int SweepDocuments = 2_000;

    private readonly SqliteDatabase _database;
    private readonly SqliteDatabase _readings;
    private readonly ReadModelSession _session;
    private readonly DocumentTable _documents;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _sweeps = new();
    private Task _sweeping = Task.CompletedTask;
    private int _closed;

    private SqliteReadModelStore(SqliteDatabase database)
    {
        _database = database;
        _session = new ReadModelSession(database);
        _readings = SqliteDatabase.OpenReader(database.Path);
        _documents = new DocumentTable(_readings);
    }

    /// <summary>The file.</summary>
    public string Path => _database.Path;

    /// <inheritdoc/>
    public ReadModelSource Source => new("sqlite", Path, "read_models");

    /// <summary>Opens the file in the data folder, creating it when it is missing, and brings its schema up to date.</summary>
    /// <param name="dataFolder">The folder; it must exist.</param>
    /// <param name="cancellationToken">Stops between two steps of opening.</param>
    /// <exception cref="StoreException">The file is damaged, foreign, of a newer schema, or cannot be written.</exception>
    public static async Task<SqliteReadModelStore> OpenAsync(string dataFolder, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(dataFolder), ReadModelFile.FileName);
        var store = new SqliteReadModelStore(await ReadModelFile.OpenAsync(path, cancellationToken).ConfigureAwait(false));
        store.SweepInBackground();
        return store;
    }

    /// <inheritdoc/>
    public ValueTask<StoreIdentity?> ReadOriginAsync(CancellationToken cancellationToken = default) => ReadAsync(static session => session.Origin.Read(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SetOriginAsync(StoreIdentity origin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(origin);
        await WriteAsync(
            session =>
            {
                session.Origin.Save(origin);
                return true;
            },
            static _ => true,
            isDurable: true,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadChangesAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(session => _database.QueryNumber("SELECT number FROM change"), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ProjectionRow>> ListAsync(CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<ProjectionRow>>(static session => session.Generations.List(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<GenerationRow> AddAsync(NewGeneration generation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(generation);
        var row = await WriteAsync(session => session.Add(generation), static _ => true, isDurable: true, cancellationToken).ConfigureAwait(false);
        SweepInBackground();
        return row;
    }

    /// <inheritdoc/>
    public async ValueTask<SwapOutcome> SwapAsync(long generation, CancellationToken cancellationToken = default)
    {
        var outcome = await WriteAsync(session => session.Swap(generation), static outcome => outcome == SwapOutcome.Swapped, isDurable: true, cancellationToken).ConfigureAwait(false);
        SweepInBackground();
        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ForgetAsync(long generation, CancellationToken cancellationToken = default)
    {
        var found = await WriteAsync(session => session.ForgetOne(generation), static found => found, isDurable: true, cancellationToken).ConfigureAwait(false);
        SweepInBackground();
        return found;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveAsync(string projection, CancellationToken cancellationToken = default)
    {
        var found = await WriteAsync(session => session.Remove(projection), static found => found, isDurable: true, cancellationToken).ConfigureAwait(false);
        SweepInBackground();
        return found;
    }

    /// <inheritdoc/>
    public ValueTask<bool> PauseAsync(string projection, CancellationToken cancellationToken = default) => SetPausedAsync(projection, true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> ResumeAsync(string projection, CancellationToken cancellationToken = default) => SetPausedAsync(projection, false, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SetFaultAsync(long generation, string? fault, CancellationToken cancellationToken = default) => await WriteAsync(
        session =>
        {
            session.Generations.SetFault(generation, fault);
            session.Generations.Changed();
            return true;
        },
        static _ => true,
        isDurable: true,
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<GenerationProgress> ReadProgressAsync(long generation, CancellationToken cancellationToken = default) => ReadAsync(
        session =>
        {
            var (position, applied, scavenged) = session.Progress.Read(generation);
            return new GenerationProgress(position, applied, session.Parked.Count(generation)) { Scavenged = scavenged };
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredReadModel>> LoadAsync(long generation, IReadOnlyCollection<ReadModelKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return ReadAsync<IReadOnlyList<StoredReadModel>>(session => [.. keys.Select(key => session.Documents.Find(generation, key)).OfType<StoredReadModel>()], cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<CommitOutcome> CommitAsync(ReadModelCommit commit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return WriteAsync(session => session.Commit(commit), static outcome => outcome == CommitOutcome.Committed, isDurable: false, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ParkedEvent>> ListParkedAsync(long generation, int max, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<ParkedEvent>>(session => session.Parked.List(generation, max), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> RedriveAsync(long generation, string? group, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        WriteAsync(session => session.Redrive(generation, group, now), static count => count > 0, isDurable: true, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> DiscardAsync(long generation, int shard, long offset, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        WriteAsync(session => session.Discard(generation, shard, offset, now), static found => found, isDurable: true, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredReadModel>> QueryAsync(ReadModelQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            RefuseClosed();
            return _documents.Query(query);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Waits for what is under way and closes the file. Later calls fail.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        await _sweeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _writing.WaitAsync().ConfigureAwait(false);
        await _reading.WaitAsync().ConfigureAwait(false);
        _readings.Dispose();
        _database.Dispose();
        _writing.Release();
        _reading.Release();
        _closing.Dispose();
    }

    private ValueTask<bool> SetPausedAsync(string projection, bool paused, CancellationToken cancellationToken) => WriteAsync(
        session =>
        {
            session.Generations.Changed();
            return session.Generations.Pause(projection, paused);
        },
        static found => found,
        isDurable: true,
        cancellationToken);

    private async ValueTask<T> ReadAsync<T>(Func<ReadModelSession, T> read, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            RefuseClosed();
            return read(_session);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async ValueTask<T> WriteAsync<T>(Func<ReadModelSession, T> write, Func<T, bool> keeps, bool isDurable, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            RefuseClosed();
            if (isDurable)
            {
                _database.Execute("PRAGMA synchronous = FULL");
            }

            _database.Execute("BEGIN IMMEDIATE");
            var result = write(_session);
            _database.Execute(keeps(result) ? "COMMIT" : "ROLLBACK");
            return result;
        }
        finally
        {
            _database.Rollback();
            if (isDurable)
            {
                _database.Execute("PRAGMA synchronous = NORMAL");
            }

            _writing.Release();
        }
    }

    private void RefuseClosed()
    {
        if (Volatile.Read(ref _closed) != 0)
        {
            throw new StoreException(StoreFault.Stopped, Path, $"The read models '{Path}' are closed.");
        }
    }

    private void SweepInBackground()
    {
        lock (_sweeps)
        {
            if (_sweeping.IsCompleted && Volatile.Read(ref _closed) == 0)
            {
                _sweeping = Task.Run(SweepAsync, CancellationToken.None);
            }
        }
    }

    // Documents of forgotten generations go piece by piece, so that no projection waits long behind it.
    private async Task SweepAsync()
    {
        while (!_closing.IsCancellationRequested && await WriteAsync(_ => SweepSome(), static left => left, isDurable: false, _closing.Token).ConfigureAwait(false))
        {
            await Task.Yield();
        }
    }

    /// <returns>Whether anything was deleted.</returns>
    private bool SweepSome()
    {
        var generation = _database.QueryNumber("SELECT coalesce(min(generation), 0) FROM garbage");
        if (generation == 0)
        {
            return false;
        }

        if (_session.Documents.Sweep(generation, SweepDocuments) < SweepDocuments)
        {
            _database.Execute($"DELETE FROM garbage WHERE generation = {generation}");
        }

        return true;
    }
}
