namespace FlexCore.Application.Cluster;

/// <summary>The wire protocol versions a node speaks. Two nodes use the highest that both speak; without one they do not serve together.</summary>
/// <param name="Lowest">The oldest version.</param>
/// <param name="Highest">The newest version.</param>
public readonly record struct ProtocolRange(int Lowest, int Highest)
{
    /// <summary>The version that two nodes use, or <see langword="null"/> when they have none in common.</summary>
    /// <param name="other">The other node's versions.</param>
    public int? CommonWith(ProtocolRange other)
    {
        var highest = Math.Min(Highest, other.Highest);
        return highest >= Math.Max(Lowest, other.Lowest) ? highest : null;
    }
}
