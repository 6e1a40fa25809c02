using FlexCore.Actors;
using FlexCore.Actors.Entities;
using FlexCore.Actors.Topics;
using FlexCore.Application.EventTopics;
using FlexCore.Hocon.Options;
using FlexCore.Persistence.Sqlite;
using FlexCore.Streams.Execution;
using Microsoft.Extensions.Configuration;

namespace FlexCore.Hosting.Engine;

/// <summary>The settings of everything that the embedded engine is made of.</summary>
public sealed class EngineSettings
{
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

    /// <summary>Running streams: <c>flexcore.streams</c>.</summary>
    public StreamsOptions Streams { get; init; } = new();

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
        Store = OptionsReader.Read<SqliteStoreOptions>(configuration, SqliteStoreOptions.Section),
        Actors = OptionsReader.Read<ActorSystemOptions>(configuration, ActorSystemOptions.Section),
        Entities = OptionsReader.Read<EntityOptions>(configuration, EntityOptions.Section),
        Bus = OptionsReader.Read<TopicOptions>(configuration, TopicOptions.Section),
        EventTopics = OptionsReader.Read<EventTopicOptions>(configuration, EventTopicOptions.Section),
        Streams = OptionsReader.Read<StreamsOptions>(configuration, StreamsOptions.Section),
    };

    /// <summary>Checks every value before anything is opened.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names key, value and remedy.</exception>
    public void Validate()
    {
        Store.Validate();
        Actors.Validate();
        Entities.Validate();
        Bus.Validate();
        EventTopics.Validate();
        Streams.Validate();
    }
}
