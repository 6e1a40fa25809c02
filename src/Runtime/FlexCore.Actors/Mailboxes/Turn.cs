namespace FlexCore.Actors.Mailboxes;

/// <summary>How a mailbox owner goes on after a message or a signal.</summary>
internal enum Turn
{
    /// <summary>Take the next message.</summary>
    Continue,

    /// <summary>An asynchronous operation owns the turn; it calls <see cref="MailboxOwner.Resume"/> when it is done.</summary>
    Park,

    /// <summary>Take no messages until a signal arrives.</summary>
    Hold,

    /// <summary>The owner has closed its mailbox for ever.</summary>
    Closed,
}
