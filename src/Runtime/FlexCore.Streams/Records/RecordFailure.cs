namespace FlexCore.Streams.Records;

/// <summary>Why one record could not be processed. A value, because bad records are expected in real data.</summary>
/// <param name="Reason">A stable kebab-case reason, for example <c>invalid-json</c>; becomes the dead letter's <c>reason</c> and a metric tag.</param>
/// <param name="Detail">What was wrong, in words: the value and, where it is known, the byte within the record.</param>
public readonly record struct RecordFailure(string Reason, string Detail)
{
    /// <summary>The reason of records behind the watermark, which have a policy of their own.</summary>
    public const string Late = "late";
}
