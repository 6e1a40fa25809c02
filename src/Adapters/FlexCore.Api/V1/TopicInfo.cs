using FlexCore.Application.EventTopics;

namespace FlexCore.Api.V1;

/// <summary>How far an event topic has come.</summary>
/// <param name="Topic">Its name.</param>
/// <param name="Records">How many records it has.</param>
/// <param name="Bytes">How many bytes they have together.</param>
/// <param name="Position">The position behind the last record.</param>
internal sealed record TopicInfo(string Topic, long Records, long Bytes, long Position)
{
    /// <summary>The answer about a topic.</summary>
    /// <param name="topic">Its name.</param>
    /// <param name="end">Its end.</param>
    public static TopicInfo Of(string topic, EventTopicEnd end) => new(topic, end.Records, end.Bytes, end.Position);
}
