using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Actors.Topics;
using FlexCore.Application.Cluster;
using FlexCore.Application.EventTopics;
using FlexCore.Application.EventTypes;
using FlexCore.Application.Projections;
using FlexCore.Application.Messaging;
using FlexCore.Application.Privacy;
using FlexCore.Application.Retention;
using FlexCore.Application.Schedules;
using FlexCore.Cluster;
using FlexCore.Cluster.Regions;
using FlexCore.Cluster.Topics;
using FlexCore.Cluster.Transport;
using FlexCore.Hocon.Options;
using FlexCore.Hosting.Clustering;
using FlexCore.Persistence.PostgreSql.Settings;
using FlexCore.Persistence.Sqlite;
using FlexCore.Streams.Execution;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hosting.Engine;

/// <summary>The settings of everything that the embedded engine is made of.</summary>
public sealed class EngineSettings
{
    /// <summary>Which engine: <c>flexcore.engine</c>.</summary>
    public EngineOptions Engine { get; init; } = new();

    /// <summary>The shared store of a cluster: <c>flexcore.postgres</c>.</summary>
    public PostgresStoreOptions Postgres { get; init; } = new();

    /// <summary>The cluster: <c>flexcore.cluster</c>.</summary>
    public ClusterOptions Cluster { get; init; } = new();

    /// <summary>How nodes talk to each other: <c>flexcore.cluster.transport</c>.</summary>
    public TransportOptions Transport { get; init; } = new();

    /// <summary>How commands find their entity's node: <c>flexcore.cluster.region</c>.</summary>
    public RegionOptions Regions { get; init; } = new();

    /// <summary>Topics over all nodes: <c>flexcore.cluster.topics</c>.</summary>
    public ClusterTopicOptions ClusterTopics { get; init; } = new();

    /// <summary>Encryption between nodes: <c>flexcore.cluster.tls</c>.</summary>
    public ClusterTlsOptions Tls { get; init; } = new();

    /// <summary>The store: <c>flexcore.journal</c>.</summary>
    public SqliteStoreOptions Store { get; init; } = new();

    /// <summary>The actor system: <c>flexcore.actors.system</c>.</summary>
    public ActorSystemOptions Actors { get; init; } = new();

    /// <summary>Regions of entities: <c>flexcore.actors.entity</c>.</summary>
    public EntityOptions Entities { get; init; } = new();

    /// <summary>The topic bus: <c>flexcore.actors.topics</c>.</summary>
    public TopicOptions Bus { get; init; } = new();

    /// <summary>Event topics: <c>flexcore.event-topics</c>.</summary>
    public EventTopicOptions EventTopics { get; init; } = new();

    /// <summary>The types of users' events: <c>flexcore.events</c>.</summary>
    public EventTypeOptions EventTypes { get; init; } = new();

    /// <summary>Running streams: <c>flexcore.streams</c>.</summary>
    public StreamsOptions Streams { get; init; } = new();

    /// <summary>The command bus and the query bus: <c>flexcore.messaging</c>.</summary>
    public MessagingOptions Messaging { get; init; } = new();

    /// <summary>Personal values: <c>flexcore.privacy</c>.</summary>
    public PrivacyOptions Privacy { get; init; } = new();

    /// <summary>How long records are kept: <c>flexcore.retention</c>.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>Schedules: <c>flexcore.schedules</c>.</summary>
    public ScheduleOptions Schedules { get; init; } = new();

    /// <summary>The wire protocol versions that the node offers and speaks; others than the program's own only where tests play the next version of it.</summary>
    internal ProtocolRange Protocols { get; set; } = TransportIdentity.Supported;

    /// <summary>Read models: <c>flexcore.projections</c>.</summary>
    public ProjectionOptions Projections { get; init; } = new();

    /// <summary>The bounds of event topics as entities: as for other entities, but for what <see cref="EventTopics"/> says.</summary>
    internal EntityOptions TopicEntities => new()
    {
        MailboxCapacity = Entities.MailboxCapacity,
        Throughput = Entities.Throughput,
        CommitsInFlightMax = Entities.CommitsInFlightMax,
        PassivateAfter = Entities.PassivateAfter,
        ResidentMax = Entities.ResidentMax,
        AskTimeout = Entities.AskTimeout,
        TimerRetryAfter = Entities.TimerRetryAfter,
        WhenFenced = Entities.WhenFenced,
        SnapshotEvery = EventTopics.SnapshotEvery,
        IdempotencyKeysMax = EventTopics.IdempotencyKeysMax,
    };

    /// <summary>Reads every section from the configuration.</summary>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="ConfigurationException">A setting is unknown or has a value of the wrong type.</exception>
    public static EngineSettings Read(IConfiguration configuration) => new()
    {
        Engine = OptionsReader.Read<EngineOptions>(configuration, EngineOptions.Section),
        Postgres = OptionsReader.Read<PostgresStoreOptions>(configuration, PostgresStoreOptions.Section),
        Cluster = ReadCluster(configuration),
        Transport = OptionsReader.Read<TransportOptions>(configuration, TransportOptions.Section),
        Regions = OptionsReader.Read<RegionOptions>(configuration, RegionOptions.Section),
        ClusterTopics = OptionsReader.Read<ClusterTopicOptions>(configuration, ClusterTopicOptions.Section),
        Tls = OptionsReader.Read<ClusterTlsOptions>(configuration, ClusterTlsOptions.Section),
        Store = OptionsReader.Read<SqliteStoreOptions>(configuration, SqliteStoreOptions.Section),
        Actors = OptionsReader.Read<ActorSystemOptions>(configuration, ActorSystemOptions.Section),
        Entities = OptionsReader.Read<EntityOptions>(configuration, EntityOptions.Section),
        Bus = OptionsReader.Read<TopicOptions>(configuration, TopicOptions.Section),
        EventTopics = OptionsReader.Read<EventTopicOptions>(configuration, EventTopicOptions.Section),
        EventTypes = OptionsReader.Read<EventTypeOptions>(configuration, EventTypeOptions.Section),
        Retention = OptionsReader.Read<RetentionOptions>(configuration, RetentionOptions.Section),
        Privacy = OptionsReader.Read<PrivacyOptions>(configuration, PrivacyOptions.Section),
        Schedules = OptionsReader.Read<ScheduleOptions>(configuration, ScheduleOptions.Section),
        Streams = OptionsReader.Read<StreamsOptions>(configuration, StreamsOptions.Section),
        Projections = OptionsReader.Read<ProjectionOptions>(configuration, ProjectionOptions.Section),
        Messaging = OptionsReader.Read<MessagingOptions>(configuration, MessagingOptions.Section),
    };

    /// <summary>Checks every value before anything is opened.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        Engine.Validate();
        Store.Validate();
        Actors.Validate();
        Entities.Validate();
        Bus.Validate();
        EventTopics.Validate();
        EventTypes.Validate();
        Streams.Validate();
        Projections.Validate();
        Messaging.Validate();
        Schedules.Validate();
        Privacy.Validate();
        Retention.Validate();
        if (Engine.Kind is EngineKind.Postgres)
        {
            Postgres.Validate();
            Cluster.Validate();
            Transport.Validate();
            Regions.Validate();
            ClusterTopics.Validate();
            Tls.Validate();
        }
    }

    // Sections inside the cluster's are option classes of their own.
    private static ClusterOptions ReadCluster(IConfiguration configuration)
    {
        var sections = new[] { TransportOptions.Section, RegionOptions.Section, ClusterTopicOptions.Section, ClusterTlsOptions.Section }.Select(static section => section[(ClusterOptions.Section.Length + 1)..]);
        var cluster = configuration.GetSection(ClusterOptions.Section.Replace('.', ':'));
        var plain = cluster.GetChildren().Where(child => !sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        var only = new ConfigurationBuilder().AddInMemoryCollection(plain.Select(child => KeyValuePair.Create(child.Path, child.Value))).Build();
        return OptionsReader.Read<ClusterOptions>(only, ClusterOptions.Section);
    }
}
