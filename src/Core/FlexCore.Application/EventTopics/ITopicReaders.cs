using FlexCore.Domain;

namespace FlexCore.Application.EventTopics;

/// <summary>Knows how far the running readers of topics have come, on all nodes. Thread-safe.</summary>
public interface ITopicReaders
{
    /// <summary>How many bytes of a topic's records the slowest running pipeline has read.</summary>
    /// <param name="topic">The topic.</param>
    /// <returns>The bytes; <see langword="null"/> when no pipeline runs that reads it.</returns>
    long? SlowestReader(EntityId topic);
}
