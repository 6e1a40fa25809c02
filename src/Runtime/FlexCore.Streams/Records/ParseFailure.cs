namespace FlexCore.Streams.Records;

/// <summary>Why a record's text could not be parsed. A value, not an exception: dirty input is normal and must stay cheap.</summary>
/// <param name="Reason">What is wrong, as a clause: <c>the string has no closing quote</c>.</param>
/// <param name="Position">Where, as the number of bytes before the fault within the record.</param>
internal readonly record struct ParseFailure(string Reason, int Position)
{
    /// <summary>Puts the failure into the words that error messages and dead letters carry.</summary>
    /// <param name="reason">The stable kebab-case reason, for example <c>invalid-json</c>.</param>
    public RecordFailure ToRecordFailure(string reason) =>
        new(reason, FormattableString.Invariant($"{Reason}, at byte {Position + 1} of the record"));
}
