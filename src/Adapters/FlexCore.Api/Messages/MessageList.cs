namespace FlexCore.Api.Messages;

/// <summary>The commands, or the queries, that have a handler.</summary>
/// <param name="Items">They, by name.</param>
internal sealed record MessageList(IReadOnlyList<MessageInfo> Items);
