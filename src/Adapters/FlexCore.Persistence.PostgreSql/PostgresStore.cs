using FlexCore.Application.Cluster;
using FlexCore.Application.EventIndex;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Application.Projections.Store;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Retention;
using FlexCore.Application.Streams;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Persistence.Faults;
using FlexCore.Persistence.Metrics;
using FlexCore.Persistence.PostgreSql.Cluster;
using FlexCore.Persistence.PostgreSql.Database;
using FlexCore.Persistence.PostgreSql.EventIndex;
using FlexCore.Persistence.PostgreSql.Hints;
using FlexCore.Persistence.PostgreSql.Keys;
using FlexCore.Persistence.PostgreSql.Opening;
using FlexCore.Persistence.PostgreSql.Reading;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Persistence.PostgreSql.State;
using FlexCore.Persistence.PostgreSql.Writing;
using FlexCore.Persistence.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Persistence.PostgreSql;

/// <summary>The store that many nodes share: journal, leases, snapshots, feed and checkpoints in one schema of a PostgreSQL database.</summary>
/// <remarks>
/// Every port is thread-safe. Several connections append, each with everything that waits for it in one statement; acknowledged is what the server has flushed.
/// A restart or an outage of the server costs failed or waiting calls and nothing else: the store goes on by itself. While idle it sends nothing.
/// </remarks>
public sealed class PostgresStore : IStore
{
    private readonly PostgresDatabase _database;
    private readonly CancellationTokenSource _stopping = new();
    private readonly FeedEnds _ends;
    private readonly Writers _writers;
    private readonly FeedInstruments _following;
    private readonly Task _background;
    private readonly string _schema;
    private int _disposed;

    private PostgresStore(PostgresDatabase database, StoreIdentity identity, PostgresStoreOptions options, ILogger logger, TimeProvider time)
    {
        _database = database;
        Identity = identity;
        _schema = options.Schema;
        _ends = new FeedEnds(options.ShardCount);
        var recent = new RecentEvents(options.ShardCount);
        var reader = new FeedReader(database, _ends, recent);
        var (channel, self) = ($"{options.Schema}_committed", Guid.NewGuid().ToString("N"));
        var sender = new HintSender(database, channel, self, time, logger);
        Writers? writers = null;
        Instruments = new JournalInstruments(() => writers?.Queued ?? 0);
        _following = new FeedInstruments(() => _ends.Total);
        _writers = writers = new Writers(database, options, new WriterServices(new CommitObserver(_ends, recent, sender), Instruments, time, logger));
        HintListener? listener = null;
        var poller = new FeedPoller(reader, _ends, () => listener is { IsUp: true } ? options.PollIntervalWithHints : options.PollInterval, time, logger);
        listener = options.Hints ? new HintListener(database, channel, self, poller.Hint, time, logger) : null;
        Journal = new PostgresEventJournal(database, _writers, options.ShardCount);
        var takeOver = new TakeOver(database, options.LockTimeout, time, logger);
        Leases = new PostgresShardLeases(takeOver, options.ShardCount);
        Members = new PostgresMembershipTable(database);
        Shards = new PostgresShardTable(database, takeOver, options.ShardCount);
        NamedLeases = new PostgresLeaseTable(database);
        Feed = new PostgresEventFeed(reader, _ends, _following, options, time);
        Snapshots = new PostgresSnapshotStore(database, Instruments, logger);
        Checkpoints = new PostgresCheckpointStore(database);
        Directory = new PostgresEntityDirectory(database);
        Versions = new PostgresEntityVersions(database);
        EventIndex = new PostgresEventIndex(database);
        States = new PostgresStateSnapshots(database);
        SubjectKeys = new PostgresSubjectKeyStore(database);
        Scavenger = new PostgresScavenger(database);
        _writers.Start();

        // The background must not live inside the activity that happened to be current where the store was opened.
        using (ExecutionContext.SuppressFlow())
        {
            var hinting = listener is null
                ? Task.CompletedTask
                : Task.WhenAll(Task.Run(() => sender.RunAsync(_stopping.Token)), Task.Run(() => listener.RunAsync(_stopping.Token)));
            _background = Task.WhenAll(hinting, Task.Run(() => poller.RunAsync(_stopping.Token)));
        }
    }

    internal JournalInstruments Instruments { get; }

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

    /// <summary>How far entities have come.</summary>
    public IEntityVersions Versions { get; }

    /// <summary>The cluster's members.</summary>
    public IMembershipTable Members { get; }

    /// <summary>Who owns each shard in a cluster, and who should.</summary>
    public IShardTable Shards { get; }

    /// <summary>The leases of the leader and of singletons.</summary>
    public ILeaseTable NamedLeases { get; }

    /// <summary>The checkpoint store of a node of a cluster: saves only streams whose shard the node has, by the epoch of its lease.</summary>
    /// <param name="leaseOf">The node's lease on an entity's shard, or <see langword="null"/> when it has none.</param>
    public ICheckpointStore CheckpointsUnder(Func<EntityId, ShardLease?> leaseOf)
    {
        ArgumentNullException.ThrowIfNull(leaseOf);
        return new PostgresCheckpointStore(_database, leaseOf);
    }

    /// <summary>Opens the read models, which have a schema of their own beside the store's: its name with <c>_read_models</c> behind it. Several nodes may do so at the same time.</summary>
    /// <param name="cancellationToken">Stops between two steps of opening.</param>
    /// <exception cref="StoreException">The server cannot be reached, or the schema is foreign or newer.</exception>
    public async Task<IReadModelStore> OpenReadModelsAsync(CancellationToken cancellationToken = default) =>
        await PostgresReadModelStore.OpenAsync(_database, _schema, cancellationToken).ConfigureAwait(false);

    /// <summary>Where the store is, for people: server, database and schema, no user and no password.</summary>
    public string Location => _database.Location;

    /// <summary>Opens the store, creating its schema when missing and bringing it up to date. Several nodes may do so at the same time.</summary>
    /// <param name="options">The settings; not changed and not kept.</param>
    /// <param name="logger">Receives failures; nothing is logged without it.</param>
    /// <param name="time">Measures pauses; the system's when left out.</param>
    /// <param name="cancellationToken">Stops between two steps of opening.</param>
    /// <returns>The open store; dispose it to close its connections.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or the connection string cannot be read.</exception>
    /// <exception cref="StoreException">
    /// The server cannot be reached, refuses user or database, is a replica or not durable, or the schema is foreign, newer, or of another shard count.
    /// </exception>
    public static async Task<PostgresStore> OpenAsync(
        PostgresStoreOptions options, ILogger<PostgresStore>? logger = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var text = ConnectionText.Build(options);
        var database = new PostgresDatabase(text, ConnectionText.Location(text, options.Schema), options.ReaderConnectionsMax);
        try
        {
            await StoreSchema.PrepareAsync(database, options, SqlScripts.Load(typeof(PostgresStore).Assembly), cancellationToken).ConfigureAwait(false);
            var identity = await database.QueryAsync("SELECT identity, restore_epoch FROM store", [], static reader => new StoreIdentity(reader.GetGuid(0), reader.GetInt64(1)), cancellationToken).ConfigureAwait(false);
            return new PostgresStore(database, identity[0], options, logger ?? NullLogger<PostgresStore>.Instance, time ?? TimeProvider.System);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Tells a store that it was restored from a backup: raises the epochs of all shards and leases and the incarnations of all nodes, so that none is given twice and no process
    /// of the lost time can write; and its restore epoch, so that cursors given before are refused. For a store that no node uses.
    /// </summary>
    /// <param name="options">The settings; not changed and not kept.</param>
    /// <param name="cancellationToken">Gives up; it may still be done.</param>
    /// <returns>Which store it is now, and where it is.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or the connection string cannot be read.</exception>
    /// <exception cref="StoreException">There is no store, a node of it lives, or the server cannot be reached or refuses.</exception>
    public static async Task<(StoreIdentity Identity, string Location)> MarkRestoredAsync(PostgresStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var text = ConnectionText.Build(options);
        var database = new PostgresDatabase(text, ConnectionText.Location(text, options.Schema), options.ReaderConnectionsMax);
        await using (database.ConfigureAwait(false))
        {
            return (await RestoredStore.MarkAsync(database, options, cancellationToken).ConfigureAwait(false), database.Location);
        }
    }

    /// <summary>Says for which cluster the store is used. The first that says so has it; another is refused, so that two clusters never share a store by mistake.</summary>
    /// <param name="clusterName">The cluster's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreException">The store belongs to another cluster, or the server cannot be reached.</exception>
    public async Task ClaimAsync(string clusterName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(clusterName);
        const string sql = "UPDATE store SET cluster_name = coalesce(cluster_name, $1) RETURNING cluster_name";
        var owner = (await _database.QueryAsync(sql, [Parameter.Of(clusterName)], static reader => reader.GetString(0), cancellationToken).ConfigureAwait(false))[0];
        if (owner != clusterName)
        {
            throw new StoreException(
                StoreFault.Mismatch,
                Location,
                $"The store '{Location}' belongs to cluster '{owner}', but flexcore.engine.cluster-name is '{clusterName}'. Two clusters need two stores: "
                + $"set {PostgresStoreOptions.Section}.schema to another one, or flexcore.engine.cluster-name to '{owner}' to join that cluster.");
        }
    }

    /// <summary>Commits what was accepted and closes all connections. Later calls of the ports fail.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _writers.CloseAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _background.ConfigureAwait(false);
        _ends.Stop(new StoreException(StoreFault.Stopped, Location, $"The store '{Location}' is closed."));
        await _database.DisposeAsync().ConfigureAwait(false);
        Instruments.Dispose();
        _following.Dispose();
        _stopping.Dispose();
    }
}
