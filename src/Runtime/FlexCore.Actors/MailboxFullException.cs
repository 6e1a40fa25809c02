namespace FlexCore.Actors;

/// <summary>The actor's mailbox holds its maximum; the message was not queued.</summary>
public sealed class MailboxFullException : ActorException
{
    internal MailboxFullException(string actor, int capacity)
        : base(actor, $"The mailbox of actor '{actor}' holds its maximum of {capacity} messages. Send more slowly, or raise {ActorOptions.Section}.mailbox-capacity.")
    {
    }
}
