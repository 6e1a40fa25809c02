using FlexCore.Application.Catalogs;
using FlexCore.Application.DataStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Supervision;
using FlexCore.Application.UseCases;
using FlexCore.Domain;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.Pipelines;
using FlexCore.Testing.Storage;
using FlexCore.Testing.Time;

namespace FlexCore.Application.Tests.UseCases;

/// <summary>All use cases of a node over ports in memory. The test moves the clock and decides how runs go.</summary>
internal sealed class Workbench
{
    public Workbench(Action<SupervisorOptions>? configure = null)
        : this(new InMemoryStore(), new KeptJobFiles(), new ManualClock(), new SupervisorOptions()) => configure?.Invoke(Options);

    private Workbench(InMemoryStore store, KeptJobFiles files, ManualClock clock, SupervisorOptions options)
    {
        (Store, Files, Clock, Options) = (store, files, clock, options);
        var leases = new HeldLeases(store.Leases);
        PipelineRegion = new(PipelineDecider.Kind, new PipelineDecider(), PipelineCodecs.Events, store.Journal, leases);
        StreamRegion = new(DataStreamDecider.Kind, new DataStreamDecider(), DataStreamCodecs.Events, store.Journal, leases);
        Catalog = new PipelineCatalog(store.Journal, store.Directory);
        var run = new RunPipeline(StreamRegion, store.Checkpoints, Runtime, clock);
        Supervisor = new StreamSupervisor(new SupervisorServices(PipelineRegion, StreamRegion, Catalog, Compiler, run, Said), options, clock);
        var services = new NodeServices(PipelineRegion, StreamRegion, store.Journal, Catalog, Compiler, Supervisor, clock);
        Starter = new StreamStarter(services, files);
        Pipelines = new PipelineService(services, Starter);
        Streams = new StreamService(services, Pipelines, Starter);
        Jobs = new JobService(services, Starter, files);
    }

    public static NodeCall Call { get; } = new(SecurityContext.Development, "test-1");

    public InMemoryStore Store { get; }

    public KeptJobFiles Files { get; }

    public ManualClock Clock { get; }

    public SupervisorOptions Options { get; }

    public ScriptedCompiler Compiler { get; } = new();

    public StageRuntime Runtime { get; } = new();

    public WatchedSupervision Said { get; } = new();

    public JournalRegion<PipelineState, PipelineCommand, PipelineEvent> PipelineRegion { get; }

    public JournalRegion<DataStreamState, DataStreamCommand, DataStreamEvent> StreamRegion { get; }

    public PipelineCatalog Catalog { get; }

    public StreamSupervisor Supervisor { get; }

    public StreamStarter Starter { get; }

    public PipelineService Pipelines { get; }

    public StreamService Streams { get; }

    public JobService Jobs { get; }

    public static EntityId IdOf(string key) => new(TenantId.Default, PipelineDecider.Kind, key);

    public static EntityId StreamIdOf(string key) => new(TenantId.Default, DataStreamDecider.Kind, key);

    /// <summary>A process that starts on the same store after this one is gone: memory is lost, and the catalog is loaded.</summary>
    public async Task<Workbench> AgainAsync()
    {
        var again = new Workbench(Store, Files, Clock, Options);
        await again.Catalog.LoadAsync();
        return again;
    }

    /// <summary>Creates a stream and waits until its run is on the stage.</summary>
    public async Task<StageRun> StreamAsync(string document)
    {
        (await Streams.CreateAsync(Call, new CreateStream(document))).Refusal.ShouldBeNull();
        var run = await Runtime.NextAsync();
        (await Said.NextAsync()).ShouldStartWith("started");
        return run;
    }

    /// <summary>Waits until the supervisor has nothing more to do with a pipeline.</summary>
    public async Task EndedAsync(string key)
    {
        if (Supervisor.Find(IdOf(key)) is { } stream)
        {
            await stream.Ended.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public async Task<PipelineStatus> StatusAsync(string key) => (await PipelineRegion.ReadAsync(IdOf(key))).State.Status;

    public async Task<DataStreamState> RunStateAsync(string key) => (await StreamRegion.ReadAsync(StreamIdOf(key))).State;
}
