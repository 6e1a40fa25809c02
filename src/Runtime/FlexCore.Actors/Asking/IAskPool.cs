namespace FlexCore.Actors.Asking;

/// <summary>A pool as the deadline sweeper sees it.</summary>
internal interface IAskPool
{
    /// <summary>Times out every ask whose deadline has passed and forgets abandoned ones.</summary>
    /// <param name="now">The current timestamp.</param>
    /// <returns>Whether an ask still waits.</returns>
    bool Sweep(long now);
}
