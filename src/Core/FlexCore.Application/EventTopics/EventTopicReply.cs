using FlexCore.Domain;

namespace FlexCore.Application.EventTopics;

/// <summary>The answer to an append.</summary>
/// <param name="Refusal">Why nothing was appended, or <see langword="null"/>.</param>
/// <param name="Position">The topic's position behind the appended records.</param>
/// <param name="LastRecord">The number of the last appended record in the topic, from 1.</param>
public sealed record EventTopicReply(Refusal? Refusal, long Position, long LastRecord);
