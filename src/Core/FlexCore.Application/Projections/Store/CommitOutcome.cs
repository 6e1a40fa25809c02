namespace FlexCore.Application.Projections.Store;

/// <summary>What became of a commit. Only the first has changed anything.</summary>
public enum CommitOutcome
{
    /// <summary>Everything is stored.</summary>
    Committed,

    /// <summary>A shard has a newer owner.</summary>
    Fenced,

    /// <summary>The generation does not stand where the commit begins: somebody else has moved it.</summary>
    Moved,

    /// <summary>There is no such generation any more.</summary>
    Gone,
}
