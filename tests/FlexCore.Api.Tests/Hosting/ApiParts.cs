using FlexCore.Actors.Topics;
using FlexCore.Application.EventIndex;
using FlexCore.Application.Cluster;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTypes;
using FlexCore.Application.EventTransfer;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Application.Schedules;
using FlexCore.Application.SystemJobs;
using FlexCore.Application.TimeTravel;
using FlexCore.Application.Projections;
using FlexCore.Testing.Probes;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Api.Tests.Hosting;

/// <summary>What a test host stands on.</summary>
internal sealed class ApiParts : ISystemJobObserver, IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _regions = [];

    private ApiParts()
    {
        Topics = new SpyTopics(Clock);
        Pipelines = new FakePipelines(Clock);
        Jobs = new FakeJobs(Clock);
        Node = new FakeNode(Clock);
        Search = new EventSearch(Store.EventIndex, Store.Feed, Store.Directory, Store.States, new TenantEventAccess());
        var folds = new StreamFolds();
        folds.Add("event-stream", new MergeFold(DeclaredEventTypes.None));
        Travel = new TimeTravel(Store.Journal, Store.States, folds, new TenantEventAccess(), Clock);
        Indexer = new EventIndexer(Store.Feed, Store.EventIndex, Clock, _ => { });
        Singletons = new SingletonBoard(Clock);
        SingletonList = new LoneSingletonList(Singletons, "node-1@3", Clock.GetUtcNow());
        Tail = new EventTail(Store.Feed, Store.Journal, Store.Identity, new TenantEventAccess());
    }

    public ManualClock Clock { get; } = new();

    public InMemoryStore Store { get; } = new(shardCount: 16);

    public TopicBus Bus { get; } = new(new TopicOptions());

    public SpyTopics Topics { get; }

    public FakePipelines Pipelines { get; }

    public FakeStreams Streams { get; } = new();

    public FakeJobs Jobs { get; }

    public FakeInspector Inspector { get; } = new();

    public FakeNode Node { get; }

    public IEventTail Tail { get; }

    public SingletonBoard Singletons { get; }

    public ISingletonList SingletonList { get; }

    public ISchedules Schedules { get; private set; } = null!;

    public IEventSearch Search { get; }

    public ITimeTravel Travel { get; }

    public EventIndexer Indexer { get; }

    public IEventStore Events { get; private set; } = null!;

    public IEventExport Export => new EventExport(Store.Feed, Store.Journal, Store.Identity, new TenantEventAccess());

    public IEventImport Import => new EventImport(Events, Store.Journal, new TenantEventAccess());

    public FakeBuses Buses { get; private set; } = null!;

    public IProjections Projections { get; private set; } = null!;

    public PrivacyParts Privacy { get; private set; } = null!;

    public RetentionParts Retention { get; private set; } = null!;

    public SystemJobRunner SystemJobs { get; private set; } = null!;

    public Probe<string> JobRuns { get; } = new();

    void ISystemJobObserver.Ran(string name, string? report, Exception? error) => JobRuns.Add($"{name}: {report ?? error?.Message}");

    public static async Task<ApiParts> StartAsync()
    {
        var parts = new ApiParts();
        parts.Projections = ReadModelParts.Idle(parts.Store);
        var events = await EventStores.StartRegionAsync(parts.Store, parts.Clock);
        parts.Privacy = await PrivacyParts.StartAsync(parts.Clock);
        parts.Retention = await RetentionParts.StartAsync(parts.Clock);
        parts.SystemJobs = new SystemJobRunner([parts.Privacy.Rewrap], parts, parts.Clock);
        parts.Events = new PersonalEventStore(EventStores.Over(events, parts.Store, parts.Clock), parts.Privacy.Values, parts.Privacy.Values, new TenantEventAccess());
        var scheduleStore = new InMemoryStore(shardCount: 16);
        var schedules = await ScheduleParts.StartRegionAsync(scheduleStore, parts.Clock);
        parts.Schedules = ScheduleParts.Over(schedules, scheduleStore, parts);
        parts._regions.AddRange([schedules, events, parts.Privacy, parts.Retention]);
        parts.Buses = new FakeBuses(parts.Pipelines, parts.Events, parts.Store.Journal, parts.Clock);
        return parts;
    }

    public LogProbe Log { get; } = new();

    public async ValueTask DisposeAsync()
    {
        foreach (var region in _regions)
        {
            await region.DisposeAsync();
        }
    }
}
