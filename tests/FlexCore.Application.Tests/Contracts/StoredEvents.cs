using FlexCore.Application.DataStreams;
using FlexCore.Application.Events;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Pipelines;
using FlexCore.Application.Privacy.Subjects;
using FlexCore.Application.Retention;
using FlexCore.Application.Schedules;
using FlexCore.Domain.DataStreams;
using FlexCore.Domain.EventStreams;
using FlexCore.Domain.EventTopics;
using FlexCore.Domain.Pipelines;
using FlexCore.Domain.Retention;
using FlexCore.Domain.Schedules;

namespace FlexCore.Application.Tests.Contracts;

/// <summary>Every registry of the product, so that the contract tests forget none.</summary>
internal static class StoredEvents
{
    public static IReadOnlyList<RegisteredEvent> All { get; } = 
    [
        .. PipelineCodecs.Events.Registered, .. DataStreamCodecs.Events.Registered, .. EventTopicCodecs.Registered, EventStreamCodecs.Shape,
        .. ScheduleCodecs.Events.Registered, .. DataSubjectCodecs.Events.Registered, .. RetentionCodecs.Events.Registered,
    ];

    /// <summary>Reads a stored payload and writes what was read, through the registry that knows the type.</summary>
    public static EncodedEvent Rewrite(string type, int schemaVersion, byte[] payload) => type.Split('.')[0] switch
    {
        PipelineDecider.Kind => PipelineCodecs.Events.Encode(PipelineCodecs.Events.Decode(type, schemaVersion, payload)),
        DataStreamDecider.Kind => DataStreamCodecs.Events.Encode(DataStreamCodecs.Events.Decode(type, schemaVersion, payload)),
        EventTopicDecider.Kind => EventTopicCodecs.Events.Encode(EventTopicCodecs.Events.Decode(type, schemaVersion, payload)),
        EventStreamDecider.Kind => EventStreamCodecs.Events.Encode(EventStreamCodecs.Events.Decode(type, schemaVersion, payload)),
        ScheduleDecider.Kind => ScheduleCodecs.Events.Encode(ScheduleCodecs.Events.Decode(type, schemaVersion, payload)),
        "subject" => DataSubjectCodecs.Events.Encode(DataSubjectCodecs.Events.Decode(type, schemaVersion, payload)),
        RetentionDecider.Kind => RetentionCodecs.Events.Encode(RetentionCodecs.Events.Decode(type, schemaVersion, payload)),
        _ => throw new ArgumentException($"No registry stores '{type}'."),
    };
}
