namespace FlexCore.Streams.UserOperators;

/// <summary>What an operator did with a record.</summary>
internal enum RecordOutcome
{
    /// <summary>It goes on as it is.</summary>
    Kept,

    /// <summary>It is gone.</summary>
    Dropped,

    /// <summary>It cannot be processed.</summary>
    Failed,

    /// <summary>Others, perhaps none, take its place.</summary>
    Replaced,
}
