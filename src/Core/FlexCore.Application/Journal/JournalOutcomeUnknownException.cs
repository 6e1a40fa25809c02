namespace FlexCore.Application.Journal;

/// <summary>The store failed while committing: the append may or may not be durable. Read the stream before writing again.</summary>
public sealed class JournalOutcomeUnknownException : JournalException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What failed and where.</param>
    /// <param name="innerException">The store's own error, if any.</param>
    public JournalOutcomeUnknownException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
