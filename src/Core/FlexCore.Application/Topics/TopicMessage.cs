using FlexCore.Domain;

namespace FlexCore.Application.Topics;

/// <summary>One message on a topic.</summary>
/// <param name="Security">The publisher's tenant and principal.</param>
/// <param name="Topic">The topic's name within the tenant.</param>
/// <param name="Payload">UTF-8 JSON.</param>
public sealed record TopicMessage(SecurityContext Security, string Topic, ReadOnlyMemory<byte> Payload);
