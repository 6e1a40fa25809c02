using System.Globalization;

namespace FlexCore.Client.Models;

/// <summary>How far a rebalancing goes.</summary>
public sealed record RebalanceQuery
{
    /// <summary>Whether nothing is written: the moves are only told.</summary>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool IsDryRun { get; init; }

    /// <summary>How long to go on, step by step, until every node has its share; <see langword="null"/> for one step.</summary>
    /// <value>The default value is <see langword="null"/>; from 1 s to 1 minute.</value>
    public TimeSpan? UntilBalanced { get; init; }

    internal string ToQuery()
    {
        var dry = IsDryRun ? "?dryRun=true" : string.Empty;
        return UntilBalanced is { } patience
            ? string.Create(CultureInfo.InvariantCulture, $"{(dry.Length == 0 ? "?" : dry + "&")}until=balanced&timeout={(long)Math.Ceiling(patience.TotalSeconds)}")
            : dry;
    }
}
