namespace FlexCore.Application.Projections.Store;

/// <summary>How a commit moves a generation on in one shard.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="From">The offset that must be stored before.</param>
/// <param name="To">The offset that is stored with the effect; never below <paramref name="From"/>.</param>
/// <param name="Applied">How many events in between had an effect.</param>
public readonly record struct ShardMove(int Shard, long From, long To, long Applied)
{
    /// <summary>How many events in between retention had taken away before they were read: their effect is missing.</summary>
    public long Scavenged { get; init; }
}
