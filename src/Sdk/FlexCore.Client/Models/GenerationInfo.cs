namespace FlexCore.Client.Models;

/// <summary>One building of a projection.</summary>
/// <param name="Id">Its number.</param>
/// <param name="State"><c>live</c>, <c>building</c>, <c>ready</c>, <c>done</c>, <c>faulted</c> or <c>outdated</c>.</param>
/// <param name="Position">How far it has come.</param>
/// <param name="Lag">How many events it has not passed.</param>
/// <param name="Applied">How many events have had an effect.</param>
/// <param name="Parked">How many events wait because the projection cannot take them.</param>
/// <param name="CreatedAt">When it was begun, UTC.</param>
public sealed record GenerationInfo(long Id, string State, string Position, long Lag, long Applied, long Parked, DateTimeOffset CreatedAt)
{
    /// <summary>Only events up to this instant are in it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it takes the place of the live one by itself.</summary>
    public bool SwapsItself { get; init; }

    /// <summary>How many events retention had taken away before it read them: their effect is missing in it.</summary>
    public long Scavenged { get; init; }

    /// <summary>Why it stands still.</summary>
    public string? Fault { get; init; }
}
