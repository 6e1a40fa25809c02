using FlexCore.Actors.Entities;
using FlexCore.Application.Entities;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTransfer;
using FlexCore.Application.EventTypes;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain.EventStreams;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Logging;

namespace FlexCore.Hosting.Events;

/// <summary>The event store of a node: streams, readers, search and time travel, and the loop that fills the index.</summary>
/// <remarks>Composed, started and disposed by one caller; what it offers is thread-safe.</remarks>
internal sealed class NodeEvents : IAsyncDisposable
{
    /// <summary>The singleton that fills the index of a cluster.</summary>
    public const string IndexSingleton = "event-index";

    private readonly NodeEngine _engine;
    private readonly EventIndexer _indexer;
    private readonly EventIndexInstruments _instruments;
    private IAsyncDisposable? _singleton;

    /// <summary>Puts the parts together.</summary>
    /// <param name="engine">What they stand on.</param>
    /// <param name="personal">Seals and opens personal values.</param>
    /// <param name="types">The declared types of users' events.</param>
    /// <param name="policy">Whether a type must be declared.</param>
    /// <param name="access">Who may do what.</param>
    /// <param name="clock">The instants of appends.</param>
    /// <param name="log">Where failures of indexing go.</param>
    public NodeEvents(NodeEngine engine, PersonalData personal, DeclaredEventTypes types, EventTypePolicy policy, IEventAccess access, TimeProvider clock, EventIndexLog log)
    {
        _engine = engine;
        var store = new EventStore(StreamsOf(engine), engine.Journal, engine.Directory, access, clock);
        Reader = new TypedReader(personal, types);
        Store = new TypedEventStore(new PersonalEventStore(store, personal, Reader, access), types, policy, access);
        Tail = new PersonalEventTail(new EventTail(engine.Feed, engine.Journal, engine.Identity, access), Reader);
        Search = new PersonalEventSearch(new EventSearch(engine.EventIndex, engine.Feed, engine.Directory, engine.States, access), Reader);
        engine.Folds.Add(EventStreamDecider.Kind, new MergeFold(types));
        Travel = new PersonalTimeTravel(new TimeTravel(engine.Journal, engine.States, engine.Folds, access, clock), personal);

        // Events travel as they are stored and sealed values sealed: a file gives away nothing, and what comes back is what went.
        Export = new EventExport(engine.Feed, engine.Journal, engine.Identity, access);
        Import = new EventImport(store, engine.Journal, access);
        _indexer = new EventIndexer(engine.Feed, engine.EventIndex, clock, error => log.IndexingFailed(error.Message));
        _instruments = new EventIndexInstruments(() => _indexer.Lag);
    }

    /// <summary>Shows events to readers: as the newest version of their types, sealed values opened.</summary>
    public IPersonalReader Reader { get; }

    /// <summary>Event streams.</summary>
    public IEventStore Store { get; }

    /// <summary>Readers of the feed.</summary>
    public IEventTail Tail { get; }

    /// <summary>Search by type, tag and correlation.</summary>
    public IEventSearch Search { get; }

    /// <summary>Events on their way out.</summary>
    public IEventExport Export { get; }

    /// <summary>Events on their way in.</summary>
    public IEventImport Import { get; }

    /// <summary>States at any point.</summary>
    public ITimeTravel Travel { get; }

    /// <summary>Begins to fill the index, on one node of a cluster at a time.</summary>
    public void Start() => _singleton = _engine.Singletons.Register(IndexSingleton, (_, stop) => _indexer.RunAsync(stop));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_singleton is { } singleton)
        {
            await singleton.DisposeAsync().ConfigureAwait(false);
        }

        _instruments.Dispose();
    }

    private static IEntityRegion<EventStreamCommand, EventStreamState> StreamsOf(NodeEngine engine) => engine.AddRegion(
        new EntityDefinition<EventStreamState, EventStreamCommand, StreamEvent>(EventStreamDecider.Kind, new EventStreamDecider(), EventStreamCodecs.Events)
        {
            Snapshots = EventStreamCodecs.Snapshots,
            RemembersRefusals = false,
        },
        commands: EventStreamCommandCodec.Commands);
}
