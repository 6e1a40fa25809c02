using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Entities;
using FlexCore.Application.Streams;
using FlexCore.Cli.Configuration;
using FlexCore.Domain.DataStreams;
using FlexCore.Persistence.Sqlite;
using FlexCore.Streams.Execution;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace FlexCore.Cli.Running;

/// <summary>The embedded engine put together: one process, one data folder. This is the composition root.</summary>
internal sealed class EmbeddedEngine : IAsyncDisposable
{
    private readonly SqliteStore _store;
    private readonly ActorSystem _actors;
    private readonly EntityRegion<DataStreamState, DataStreamCommand, DataStreamEvent> _region;

    private EmbeddedEngine(
        string dataFolder,
        SqliteStore store,
        ActorSystem actors,
        EntityRegion<DataStreamState, DataStreamCommand, DataStreamEvent> region,
        IStreamRuntime runtime)
    {
        DataFolder = dataFolder;
        _store = store;
        _actors = actors;
        _region = region;
        Runtime = runtime;
    }

    /// <summary>The data folder's full path.</summary>
    public string DataFolder { get; }

    /// <summary>The data streams.</summary>
    public IEntityRegion<DataStreamCommand, DataStreamState> Streams => _region;

    /// <summary>The checkpoints.</summary>
    public ICheckpointStore Checkpoints => _store.Checkpoints;

    /// <summary>Runs graphs.</summary>
    public IStreamRuntime Runtime { get; }

    /// <summary>Opens the data folder and starts everything.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="dataFolder">The data folder instead of the configured one, or <see langword="null"/>.</param>
    /// <param name="clock">The clock of everything in the process.</param>
    /// <param name="logs">Where everything logs.</param>
    public static async Task<EmbeddedEngine> OpenAsync(IConfiguration configuration, string? dataFolder, TimeProvider clock, ILoggerFactory logs)
    {
        var storeOptions = OptionsReader.Read<SqliteStoreOptions>(configuration, SqliteStoreOptions.Section);
        storeOptions.DataFolder = dataFolder ?? storeOptions.DataFolder;
        var systemOptions = OptionsReader.Read<ActorSystemOptions>(configuration, ActorSystemOptions.Section);
        var entityOptions = OptionsReader.Read<EntityOptions>(configuration, EntityOptions.Section);
        var streamOptions = OptionsReader.Read<StreamsOptions>(configuration, StreamsOptions.Section);
        var store = await SqliteStore.OpenAsync(storeOptions, logs.CreateLogger<SqliteStore>()).ConfigureAwait(false);
        try
        {
            var runtime = new StreamRuntime(store.Checkpoints, clock, streamOptions, logs.CreateLogger<StreamRuntime>());
            var shards = await OwnedShards.AcquireAllAsync(store.Leases, Environment.MachineName).ConfigureAwait(false);
            var definition = new EntityDefinition<DataStreamState, DataStreamCommand, DataStreamEvent>(
                DataStreamDecider.Kind, new DataStreamDecider(), DataStreamCodecs.Events)
            {
                Snapshots = DataStreamCodecs.Snapshots,
            };
            var actors = new ActorSystem(systemOptions, clock, logs);
            var storage = new EntityStorage(store.Journal, store.Snapshots, shards);
            var region = new EntityRegion<DataStreamState, DataStreamCommand, DataStreamEvent>(actors, definition, storage, entityOptions);
            return new EmbeddedEngine(Path.GetFullPath(storeOptions.DataFolder), store, actors, region, runtime);
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _region.DisposeAsync().ConfigureAwait(false);
        await _actors.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
    }
}
