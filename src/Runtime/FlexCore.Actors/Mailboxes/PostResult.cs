namespace FlexCore.Actors.Mailboxes;

/// <summary>What became of a message that was posted.</summary>
internal enum PostResult
{
    /// <summary>The message waits and will be received.</summary>
    Accepted,

    /// <summary>The mailbox holds its maximum; nothing was queued.</summary>
    Full,

    /// <summary>The owner has stopped; nothing was queued and nothing ever will be.</summary>
    Closed,
}
