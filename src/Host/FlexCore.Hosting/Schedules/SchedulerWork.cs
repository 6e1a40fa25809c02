using FlexCore.Application.DataStreams;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Messaging;
using FlexCore.Application.Pipelines;

namespace FlexCore.Hosting.Schedules;

/// <summary>What schedules can start.</summary>
/// <param name="Pipelines">The pipelines.</param>
/// <param name="Streams">Their runs.</param>
/// <param name="Commands">The commands.</param>
/// <param name="Events">The event streams of users.</param>
internal sealed record SchedulerWork(IPipelines Pipelines, IStreams Streams, ICommandBus Commands, IEventStore Events);
