namespace FlexCore.Application.Journal;

/// <summary>More appends are waiting than the journal's queue may hold. Nothing was written; send fewer at once or try again.</summary>
public sealed class JournalOverloadedException : JournalException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Which bound was reached and the key that sets it.</param>
    public JournalOverloadedException(string message)
        : base(message)
    {
    }
}
