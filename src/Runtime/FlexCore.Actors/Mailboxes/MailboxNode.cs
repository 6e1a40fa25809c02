namespace FlexCore.Actors.Mailboxes;

/// <summary>A message's place in a mailbox. The node is the message: queueing allocates nothing.</summary>
/// <remarks>Owned by one list at a time: the mailbox while it waits, then whatever list its consumer keeps.</remarks>
internal abstract class MailboxNode
{
    internal MailboxNode? Next { get; set; }
}
