namespace FlexCore.Application.Projections;

/// <summary>One building of a projection as people see it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="State"><c>live</c>; <c>building</c> and, when nothing is left, <c>ready</c>; <c>done</c> when its end is reached; <c>faulted</c>; <c>outdated</c> when other code made it.</param>
/// <param name="Position">How far it has come: <c>shard:offset,shard:offset…</c>.</param>
/// <param name="Lag">How many events it has not passed, up to its end if it has one.</param>
/// <param name="Applied">How many events have had an effect.</param>
/// <param name="Parked">How many events wait because the projection cannot take them.</param>
/// <param name="CreatedAt">When it was begun, UTC.</param>
public sealed record GenerationView(long Id, string State, string Position, long Lag, long Applied, long Parked, DateTimeOffset CreatedAt)
{
    /// <summary>Only events up to this instant are in it.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it takes the place of the live one by itself.</summary>
    public bool SwapsItself { get; init; }

    /// <summary>How many events retention had taken away before it read them, whatever they were about: their effect is missing in it.</summary>
    public long Scavenged { get; init; }

    /// <summary>Why it stands still.</summary>
    public string? Fault { get; init; }
}
