using FlexCore.Domain;

namespace FlexCore.Application.Cluster;

/// <summary>What a rebalancing has decided, or why it was refused.</summary>
/// <param name="Moves">The moves that were decided, or would be in a dry run, in the order of the decisions.</param>
/// <param name="UnderWay">How many shards are not yet with the node they are assigned to.</param>
/// <param name="IsBalanced">Whether every node has its share and every shard is where it belongs.</param>
public sealed record RebalanceReply(IReadOnlyList<ShardMove> Moves, int UnderWay, bool IsBalanced)
{
    /// <summary>Why nothing was decided; <see langword="null"/> when it was.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>A refusal.</summary>
    /// <param name="code">The code.</param>
    /// <param name="message">What to do.</param>
    public static RebalanceReply Refused(string code, string message) => new([], 0, IsBalanced: false) { Refusal = new Refusal(code, message) };
}
