namespace FlexCore.Application.Journal;

/// <summary>The journal or the snapshot store could not do its work. The message says what failed, where, and the remedy.</summary>
public class JournalException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What failed, where, and the remedy.</param>
    /// <param name="innerException">The store's own error, if any.</param>
    public JournalException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the store is full: nothing was written, and the same work succeeds once there is space.</summary>
    public virtual bool IsFull => false;
}
