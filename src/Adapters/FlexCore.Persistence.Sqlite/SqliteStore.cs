using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Retention;
using FlexCore.Application.Streams;
using FlexCore.Application.TimeTravel;
using FlexCore.Persistence.Commit;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Metrics;
using FlexCore.Persistence.Schema;
using FlexCore.Persistence.Sqlite.Database;
using FlexCore.Persistence.Sqlite.EventIndex;
using FlexCore.Persistence.Sqlite.Folders;
using FlexCore.Persistence.Sqlite.Keys;
using FlexCore.Persistence.Sqlite.Metrics;
using FlexCore.Persistence.Sqlite.Opening;
using FlexCore.Persistence.Sqlite.Reading;
using FlexCore.Persistence.Sqlite.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Persistence.Sqlite;

/// <summary>The embedded store: journal, leases, snapshots, feed and checkpoints in one SQLite file, for one process.</summary>
/// <remarks>
/// Every port is thread-safe. One thread writes, in group commits with <c>synchronous=FULL</c>; readers have connections of their own.
/// While idle the store writes nothing and wakes nobody. Disposing commits what was accepted before.
/// </remarks>
public sealed class SqliteStore : IStore
{
    private readonly DataFolderLock _folder;
    private readonly SqliteDatabase _database;
    private readonly WalCheckpointer _wal;
    private readonly ReaderPool _readers;
    private readonly JournalInstruments _instruments;
    private readonly FileInstruments _fileInstruments;
    private readonly CommitLoop _loop;
    private readonly IndexFile _index;
    private readonly KeyFile _keys;
    private int _disposed;

    private SqliteStore(DataFolderLock folder, SqliteDatabase database, StoreIdentity identity, SqliteStoreOptions options, ILogger logger)
    {
        _folder = folder;
        _database = database;
        var state = StateRecovery.Read(database, options.ShardCount);
        var session = new WriterSession(database, state);
        var queue = new GroupCommitQueue<CommitWork>(options.QueueCapacity, options.QueueBytesMax);
        _wal = new WalCheckpointer(database, SqliteDatabase.OpenCheckpointer(database.Path), options.WalBytes);
        _readers = new ReaderPool(database.Path, options.ShardCount, options.ReaderCountMax);
        _instruments = new JournalInstruments(() => queue.Count);
        _fileInstruments = new FileInstruments(() => StoreFile.SizeOf(database.Path));
        FeedInstruments = new FeedInstruments(() => state.End.Seq);
        _loop = new CommitLoop(session, new IndexBuilder(session, options.IndexBatchEvents, _fileInstruments), _wal, queue, options.CommitSizeMax, _instruments, logger);
        Journal = new SqliteEventJournal(_loop, state.Heads, _readers, options.ShardCount);
        Leases = new SqliteShardLeases(_loop, options.ShardCount);
        Feed = new SqliteEventFeed(state.End, _readers, FeedInstruments);
        Snapshots = new SqliteSnapshotStore(_loop, _readers, _instruments, logger);
        Checkpoints = new SqliteCheckpointStore(_loop, _readers);
        Directory = new SqliteEntityDirectory(state.Heads, _readers);
        Scavenger = new SqliteScavenger(_loop, _readers);
        Identity = identity;
        _index = IndexFile.Open(Path.GetDirectoryName(database.Path) ?? "", Identity);
        EventIndex = new SqliteEventIndex(_index, new EventLookup(state.Heads, _readers));
        States = new SqliteStateSnapshots(_index);
        _keys = KeyFile.Open(Path.GetDirectoryName(database.Path) ?? "", Identity);
        SubjectKeys = new SqliteSubjectKeyStore(_keys);
        _loop.Start();
    }

    internal FeedInstruments FeedInstruments { get; }

    /// <inheritdoc/>
    public IEventJournal Journal { get; }

    /// <inheritdoc/>
    public IShardLeases Leases { get; }

    /// <inheritdoc/>
    public IEventFeed Feed { get; }

    /// <inheritdoc/>
    public ISnapshotStore Snapshots { get; }

    /// <inheritdoc/>
    public ICheckpointStore Checkpoints { get; }

    /// <inheritdoc/>
    public IEntityDirectory Directory { get; }

    /// <inheritdoc/>
    public StoreIdentity Identity { get; }

    /// <inheritdoc/>
    public IEventIndex EventIndex { get; }

    /// <inheritdoc/>
    public IStateSnapshots States { get; }

    /// <inheritdoc/>
    public ISubjectKeyStore SubjectKeys { get; }

    /// <inheritdoc/>
    public IScavenger Scavenger { get; }

    /// <summary>
    /// Completes with the reason when the store has stopped by itself after an error of the disk or damage to the file. It then
    /// acknowledges nothing more; dispose it and open it again.
    /// </summary>
    public Task<JournalException> Stopped => _loop.Stopped;

    /// <summary>Opens the store in its folder, creating both when missing, and brings its schema up to date.</summary>
    /// <param name="options">The settings; not changed and not kept.</param>
    /// <param name="logger">Receives failures; nothing is logged without it.</param>
    /// <param name="cancellationToken">Stops between two steps of opening.</param>
    /// <returns>The open store; dispose it to release the folder.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="StoreException">
    /// The folder is in use, read-only, full, or its file is damaged, foreign, of a newer schema, or of another shard count.
    /// </exception>
    /// <exception cref="CorruptEventException">A recent event or an index record does not match its checksum.</exception>
    public static async Task<SqliteStore> OpenAsync(
        SqliteStoreOptions options, ILogger<SqliteStore>? logger = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var path = Path.Combine(Path.GetFullPath(options.DataFolder), StoreFile.FileName);
        var folder = DataFolderLock.Acquire(Path.GetFullPath(options.DataFolder));
        SqliteDatabase? database = null;
        try
        {
            var scripts = SqlScripts.Load(typeof(SqliteStore).Assembly);
            database = await StoreFile.OpenAsync(path, options.DatabaseBytesMax, scripts, cancellationToken).ConfigureAwait(false);
            StoreFile.FixShardCount(database, options.ShardCount);
            StoreFile.FixIdentity(database);
            return new SqliteStore(folder, database, StoreFile.ReadIdentity(database), options, logger ?? NullLogger<SqliteStore>.Instance);
        }
        catch
        {
            database?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Tells a store that it was restored from a backup: raises the epochs of all shards, and its restore epoch, so that cursors given before are refused. For a folder that no
    /// process uses; one without a store gets none.
    /// </summary>
    /// <param name="options">The settings; not changed and not kept.</param>
    /// <param name="now">The time of the restore.</param>
    /// <param name="cancellationToken">Stops before it is done.</param>
    /// <returns>Which store it is now.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="StoreException">There is no store, the folder is in use or read-only, or its file is damaged, foreign, of a newer schema, or of another shard count.</exception>
    public static async Task<StoreIdentity> MarkRestoredAsync(SqliteStoreOptions options, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var folder = Path.GetFullPath(options.DataFolder);
        var path = Path.Combine(folder, StoreFile.FileName);
        if (!File.Exists(path))
        {
            throw new StoreException(StoreFault.Mismatch, path, $"There is no store in '{folder}'. Restore the backup first, or correct flexcore.journal.data-folder. Nothing was changed.");
        }

        using var held = DataFolderLock.Acquire(folder);
        using var database = await StoreFile.OpenAsync(path, options.DatabaseBytesMax, SqlScripts.Load(typeof(SqliteStore).Assembly), cancellationToken).ConfigureAwait(false);
        StoreFile.FixShardCount(database, options.ShardCount);
        StoreFile.FixIdentity(database);
        RestoredStore.Mark(database, options.ShardCount, now);
        return StoreFile.ReadIdentity(database);
    }

    /// <summary>Commits what was accepted, closes the file and releases the folder. Later calls of the ports fail.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _loop.Close();
        await _loop.Finished.ConfigureAwait(false);
        await _wal.WhenIdleAsync().ConfigureAwait(false);
        _index.Dispose();
        await _keys.DisposeAsync().ConfigureAwait(false);
        _readers.Dispose();
        _wal.Dispose();
        _database.Dispose();
        _instruments.Dispose();
        _fileInstruments.Dispose();
        FeedInstruments.Dispose();
        _folder.Dispose();
    }
}
