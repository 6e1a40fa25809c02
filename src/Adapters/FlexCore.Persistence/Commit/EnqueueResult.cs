namespace FlexCore.Persistence.Commit;

/// <summary>What a <see cref="GroupCommitQueue{T}"/> did with an item.</summary>
public enum EnqueueResult
{
    /// <summary>The writer will take it.</summary>
    Accepted,

    /// <summary>The queue is at a bound; the item was not taken.</summary>
    Full,

    /// <summary>The queue is closed; the item was not taken.</summary>
    Closed,
}
