namespace FlexCore.Application.EventTopics;

/// <summary>An event topic in a list.</summary>
/// <param name="Name">The topic.</param>
/// <param name="End">How far it has come.</param>
public sealed record EventTopicView(string Name, EventTopicEnd End);
