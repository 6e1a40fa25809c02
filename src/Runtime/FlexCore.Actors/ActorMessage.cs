using FlexCore.Actors.Mailboxes;

namespace FlexCore.Actors;

/// <summary>A message nobody waits for.</summary>
internal sealed class ActorMessage<TMessage>(TMessage message) : MailboxNode
{
    internal TMessage Message { get; } = message;
}
