namespace FlexCore.Domain.Tests.EventTopics;

/// <summary>What the properties count as the states of a topic.</summary>
public enum TopicStatus
{
    Absent,
    Plain,
    WithProducers,
}
