namespace FlexCore.Application.Projections.Store;

/// <summary>What became of a swap.</summary>
public enum SwapOutcome
{
    /// <summary>The generation is read now; the one before it is forgotten.</summary>
    Swapped,

    /// <summary>The live generation has come further in some shard: what is read would go back.</summary>
    Behind,

    /// <summary>It ends at an instant or place, so it cannot be the live one.</summary>
    Bounded,

    /// <summary>There is no such generation.</summary>
    Gone,
}
