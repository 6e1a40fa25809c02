namespace FlexCore.Testing.Network;

/// <summary>What goes wrong on one direction of a <see cref="FaultProxy"/>. Every chance is drawn from the proxy's seed.</summary>
public sealed record LinkFaults
{
    /// <summary>Nothing goes wrong.</summary>
    public static LinkFaults None { get; } = new();

    /// <summary>How much later everything arrives.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The most that chance adds to the delay, piece by piece. Order is kept.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>The share of pieces that never arrive, from 0 to 1.</summary>
    public double Drop { get; init; }

    /// <summary>The share of pieces that arrive twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>The share of pieces that change places with the next one that has come.</summary>
    public double Reorder { get; init; }

    /// <summary>The share of pieces in which one bit is turned over.</summary>
    public double Corrupt { get; init; }

    /// <summary>Nothing arrives and nothing ends, as when a cable is cut: what is sent waits until the link is whole again.</summary>
    public bool IsStalled { get; init; }
}
