using FlexCore.Actors.Entities;
using FlexCore.Application.Commands;
using FlexCore.Application.Entities;
using FlexCore.Application.Events;
using FlexCore.Application.EventTypes;
using FlexCore.Application.Projections;
using FlexCore.Application.Projections.BuiltIn;
using FlexCore.Application.Supervision;
using FlexCore.Domain;
using FlexCore.Hocon.Options;
using FlexCore.Hosting.Deferred;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Modules;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Definition.Writing;
using FlexCore.Streams.UserOperators;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FlexCore.Hosting;

/// <summary>Says what a node in this process is made of. Used by one thread while the host is built.</summary>
public sealed class FlexCoreBuilder
{
    private readonly IServiceCollection _services;
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal) { "pipeline", "data-stream", "event-topic", "schedule", "data-subject" };

    internal FlexCoreBuilder(IServiceCollection services) => _services = services;

    internal EngineSettings Settings { get; private set; } = new();

    internal SupervisorOptions Supervisor { get; private set; } = new();

    internal string? HttpUrl { get; private set; }

    internal List<OperatorDescription> Operators { get; } = [];

    internal List<string> Documents { get; } = [];

    internal List<Action<NodeEngine>> Regions { get; } = [];

    internal List<IFlexCoreModule> Modules { get; } = [];

    internal List<ServiceOverride> Overrides { get; } = [];

    internal List<IProjection> Projections { get; } = [];

    internal List<EventType> EventTypes { get; } = [];

    internal string BaseFolder { get; private set; } = Environment.CurrentDirectory;

    /// <summary>Keeps everything in one SQLite file in a folder, which is created when it is missing and locked while the host runs.</summary>
    /// <param name="folder">The data folder, relative to the working directory.</param>
    /// <returns>This builder.</returns>
    public FlexCoreBuilder UseSqlite(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Settings.Store.DataFolder = folder;
        return this;
    }

    /// <summary>Makes the node a member of a cluster whose nodes share one PostgreSQL: <c>flexcore.engine.kind = postgres</c> in code.</summary>
    /// <param name="connectionString">Where the database is; see <see cref="PostgresStoreOptions.ConnectionString"/>.</param>
    /// <param name="nodeName">The node's name, unique in the cluster.</param>
    /// <param name="port">Where the node listens for other nodes.</param>
    /// <returns>This builder.</returns>
    public FlexCoreBuilder UsePostgres(string connectionString, string nodeName, int port)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        ArgumentException.ThrowIfNullOrEmpty(nodeName);
        Settings.Engine.Kind = EngineKind.Postgres;
        Settings.Postgres.ConnectionString = connectionString;
        Settings.Cluster.NodeName = nodeName;
        Settings.Transport.Port = port;
        return this;
    }

    /// <summary>Says where the host's HTTP interface is, so that other nodes of a cluster can pass requests on to it.</summary>
    /// <param name="url">The URL, for example <c>http://127.0.0.1:8080</c>.</param>
    /// <returns>This builder.</returns>
    public FlexCoreBuilder UseHttpUrl(string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        HttpUrl = url;
        return this;
    }

    /// <summary>Reads the settings of <c>reference.conf</c> from a configuration: <c>flexcore.journal</c>, <c>flexcore.streams</c> and the others. Call it before what overrides it.</summary>
    /// <param name="configuration">The configuration; keys are written as in <c>reference.conf</c>, for example <c>flexcore:journal:data-folder</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ConfigurationException">A setting is unknown or has a value of the wrong type.</exception>
    public FlexCoreBuilder UseConfiguration(IConfiguration configuration)
    {
        Settings = EngineSettings.Read(configuration);
        Supervisor = OptionsReader.Read<SupervisorOptions>(configuration, SupervisorOptions.Section);
        return this;
    }

    /// <summary>Changes settings in code; they are checked when the host starts.</summary>
    /// <param name="change">Changes them.</param>
    /// <returns>This builder.</returns>
    public FlexCoreBuilder Configure(Action<EngineSettings, SupervisorOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        change(Settings, Supervisor);
        return this;
    }

    /// <summary>Sets the folder that relative paths in pipelines begin at.</summary>
    /// <param name="folder">The folder.</param>
    /// <value>The default value is the working directory.</value>
    /// <returns>This builder.</returns>
    public FlexCoreBuilder UseBaseFolder(string folder)
    {
        BaseFolder = Path.GetFullPath(folder);
        return this;
    }

    /// <summary>Adds a pipeline that is published and started with the host. A changed file becomes the pipeline's next version; one that was paused stays paused.</summary>
    /// <param name="fileOrDocument">The path of a pipeline file, or its text.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="FileNotFoundException">The text is no document, and there is no such file.</exception>
    public FlexCoreBuilder AddPipeline(string fileOrDocument)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileOrDocument);
        var isDocument = fileOrDocument.Contains('\n', StringComparison.Ordinal) || fileOrDocument.TrimStart().StartsWith('{');
        if (!isDocument && !File.Exists(fileOrDocument))
        {
            throw new FileNotFoundException($"The pipeline file '{fileOrDocument}' does not exist. Check the path: it is relative to '{Environment.CurrentDirectory}'.", fileOrDocument);
        }

        Documents.Add(isDocument ? fileOrDocument : File.ReadAllText(fileOrDocument));
        return this;
    }

    /// <summary>Adds a pipeline that is written in code, as <see cref="AddPipeline(string)"/> adds a file. The node keeps it as the document that a file of the same pipeline would have.</summary>
    /// <param name="definition">The pipeline; <see cref="Streams.Building.Pipeline"/> begins one. Its mistakes are found when the host starts.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The pipeline has a part that no pipeline file can say.</exception>
    public FlexCoreBuilder AddPipeline(PipelineDefinition definition)
    {
        Documents.Add(PipelineWriter.Write(definition));
        return this;
    }

    /// <summary>Adds an operator that pipelines of this host may use.</summary>
    /// <param name="description">The operator.</param>
    /// <returns>This builder.</returns>
    public FlexCoreBuilder AddOperator(OperatorDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        Operators.Add(description);
        return this;
    }

    /// <summary>Adds a projection: documents made of events, kept up to date while the host runs and read through <see cref="IProjections"/>.</summary>
    /// <typeparam name="T">The projection. When its version is raised, its documents are built anew beside the old ones and swapped in.</typeparam>
    /// <returns>This builder.</returns>
    public FlexCoreBuilder AddProjection<T>()
        where T : IProjection, new() => AddProjection(new T());

    /// <summary>Adds a projection.</summary>
    /// <param name="projection">The projection.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The name is no name, or another projection has it.</exception>
    public FlexCoreBuilder AddProjection(IProjection projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var name = projection.Description.Name;
        if (!ProjectionDescription.IsName(name))
        {
            throw new ArgumentException($"'{name}' cannot name a projection. Use 1 to {ProjectionDescription.NameLengthMax} of a-z 0-9 - _, beginning with a letter.", nameof(projection));
        }

        if (Projections.Concat(BuiltInProjections.All).Any(known => known.Description.Name == name))
        {
            throw new ArgumentException($"There is a projection '{name}' already. Give this one another name.", nameof(projection));
        }

        Projections.Add(projection);
        return this;
    }

    /// <summary>Declares a type of users' events with its versions: what may be appended of it, and how older versions are read as the newest one.</summary>
    /// <param name="type">The type.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The type has a mistake, or it is declared already; the message says which and what to do.</exception>
    public FlexCoreBuilder AddEventType(EventType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        DeclaredEventTypes.Create([.. EventTypes, type]);
        EventTypes.Add(type);
        return this;
    }

    /// <summary>Adds an aggregate. Its region is injected as <see cref="IEntityRegion{TCommand, TState}"/>.</summary>
    /// <typeparam name="TDecider">The decider.</typeparam>
    /// <typeparam name="TState">The aggregate's state.</typeparam>
    /// <typeparam name="TCommand">The aggregate's command family.</typeparam>
    /// <typeparam name="TEvent">The aggregate's event family.</typeparam>
    /// <param name="kind">The entity kind, for example <c>account</c>: 1 to 64 of <c>a-z 0-9 - _ .</c>.</param>
    /// <param name="events">How its events are stored.</param>
    /// <param name="snapshots">How its state is stored; without it an entity always replays its whole stream. Needed in a cluster.</param>
    /// <param name="commands">How its commands travel between nodes. Needed in a cluster.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The kind is taken.</exception>
    public FlexCoreBuilder AddAggregate<TDecider, TState, TCommand, TEvent>(string kind, IEventCodec<TEvent> events, ISnapshotCodec<TState>? snapshots = null, ICommandCodec<TCommand>? commands = null)
        where TDecider : IDecider<TState, TCommand, TEvent>, new()
        where TCommand : ICommand
    {
        _services.AddSingleton(AddRegion<TDecider, TState, TCommand, TEvent>(kind, events, snapshots, commands));
        return this;
    }

    /// <summary>Adds a module: what it registers becomes a part of the host. The order of calls does not matter; dependencies come first.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    /// <returns>This builder.</returns>
    public FlexCoreBuilder AddModule<TModule>()
        where TModule : IFlexCoreModule, new() => AddModule(new TModule());

    /// <summary>Adds a module that was made before, for example with settings of its own.</summary>
    /// <param name="module">The module.</param>
    /// <returns>This builder.</returns>
    public FlexCoreBuilder AddModule(IFlexCoreModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Modules.Add(module);
        return this;
    }

    /// <summary>Puts something in the place of a service that a module, or the host before this call, has registered. For tests.</summary>
    /// <typeparam name="TService">The service, as it is injected; a handler is one by its interface.</typeparam>
    /// <param name="instance">What takes its place everywhere.</param>
    /// <returns>This builder.</returns>
    /// <remarks>That there is something to replace is checked when all modules are composed.</remarks>
    public FlexCoreBuilder Override<TService>(TService instance)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(instance);
        Overrides.Add(new ServiceOverride(typeof(TService), _ => ServiceDescriptor.Singleton(instance)));
        return this;
    }

    /// <summary>Puts a class in the place of a service that a module, or the host before this call, has registered. It lives as long as what it replaces. For tests.</summary>
    /// <typeparam name="TService">The service, as it is injected; a handler is one by its interface.</typeparam>
    /// <typeparam name="TImplementation">What takes its place.</typeparam>
    /// <returns>This builder.</returns>
    public FlexCoreBuilder Override<TService, TImplementation>()
        where TService : class
        where TImplementation : class, TService
    {
        Overrides.Add(new ServiceOverride(typeof(TService), lifetime => ServiceDescriptor.Describe(typeof(TService), typeof(TImplementation), lifetime)));
        return this;
    }

    internal IEntityRegion<TCommand, TState> AddRegion<TDecider, TState, TCommand, TEvent>(
        string kind, IEventCodec<TEvent> events, ISnapshotCodec<TState>? snapshots, ICommandCodec<TCommand>? commands)
        where TDecider : IDecider<TState, TCommand, TEvent>, new()
        where TCommand : ICommand
    {
        ArgumentNullException.ThrowIfNull(events);
        if (!_kinds.Add(new EntityId(TenantId.Default, kind, "0").Kind))
        {
            throw new ArgumentException($"There is an aggregate of kind '{kind}' already. Give this one a kind of its own.", nameof(kind));
        }

        var region = new DeferredRegion<TCommand, TState>(kind);
        var definition = new EntityDefinition<TState, TCommand, TEvent>(kind, new TDecider(), events) { Snapshots = snapshots };
        Regions.Add(engine => region.Region.Set(engine.AddRegion(definition, commands: commands)));
        return region;
    }
}
