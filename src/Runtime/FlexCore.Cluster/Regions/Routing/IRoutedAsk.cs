using FlexCore.Application.Cluster;
using FlexCore.Cluster.Transport;

namespace FlexCore.Cluster.Regions.Routing;

/// <summary>A command or a read on its way to its owner, whoever that turns out to be.</summary>
internal interface IRoutedAsk : IPendingCall
{
    /// <summary>Its number among those of its shard, in the order of the calls.</summary>
    long Sequence { get; set; }

    /// <summary>Sends it to another node.</summary>
    /// <param name="owner">The node.</param>
    /// <param name="round">The round of its route.</param>
    /// <param name="session">The only connection that may carry it, 0 for any; then the one that does.</param>
    /// <returns>What became of it; <see langword="null"/> when it could not be written and has failed.</returns>
    SendResult? SendTo(Member owner, long round, ref long session);

    /// <summary>Gives it to the region of this node. The answer comes later, on another thread.</summary>
    /// <returns>Whether it was taken; not when the region says at once that it does not serve the shard.</returns>
    bool TrySendHere();

    /// <summary>It was certainly not processed and is not tried again.</summary>
    void Refuse(string code, string message);

    /// <summary>It was under way and is not tried again; nobody can say whether it was processed.</summary>
    void GiveUp(string reason);
}
