using FlexCore.Application.Cluster;
using FlexCore.Application.DataStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Feed;
using FlexCore.Application.Inspection;
using FlexCore.Application.Jobs;
using FlexCore.Application.Journal;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Projections;
using FlexCore.Application.Retention;
using FlexCore.Application.Schedules;
using FlexCore.Application.SystemJobs;
using FlexCore.Application.Topics;
using FlexCore.Hosting.Events;
using FlexCore.Hosting.Privacy;

namespace FlexCore.Hosting.Deferred;

/// <summary>What a started node offers.</summary>
internal sealed record NodeParts(IPipelines Pipelines, IStreams Streams, IJobs Jobs, IEventTopics EventTopics, IEventTopicList TopicList, IEventFeed Feed, ITopicBus Bus)
{
    /// <summary>Event streams, and the events of every entity.</summary>
    public required NodeEvents Events { get; init; }

    /// <summary>What lives in memory.</summary>
    public required IEntityInspector Inspector { get; init; }

    /// <summary>The log of every entity's events.</summary>
    public required IEventJournal Journal { get; init; }

    /// <summary>Who runs which singleton.</summary>
    public required ISingletonList Singletons { get; init; }

    /// <summary>Schedules.</summary>
    public required ISchedules Schedules { get; init; }

    /// <summary>Projections and their read models.</summary>
    public required IProjections Projections { get; init; }

    /// <summary>How far projections have come.</summary>
    public required IProjectionProgress ProjectionProgress { get; init; }

    /// <summary>Personal values.</summary>
    public required NodePrivacy Privacy { get; init; }

    /// <summary>How long events are kept.</summary>
    public required IRetention Retention { get; init; }

    /// <summary>The upkeep that one node does.</summary>
    public required ISystemJobs SystemJobs { get; init; }
}
