using System.Globalization;

namespace FlexCore.Chaos.Tests.Faults;

/// <summary>What one fault cost.</summary>
/// <param name="Fault">Its name.</param>
/// <param name="Unavailable">The longest time in which a writer got nothing acknowledged.</param>
/// <param name="Healed">How long after its end the cluster was whole again.</param>
/// <param name="Skipped">Why it did not happen.</param>
internal sealed record FaultOutcome(string Fault, TimeSpan Unavailable, TimeSpan Healed, string? Skipped = null)
{
    /// <summary>How many processes ended by themselves meanwhile.</summary>
    public int Ended { get; init; }

    /// <summary>What the writer that waited longest was answered meanwhile.</summary>
    public string Story { get; init; } = "";

    public override string ToString() => Skipped is { } reason
        ? $"{Fault}: skipped, {reason}"
        : string.Create(CultureInfo.InvariantCulture, $"{Fault}: longest unavailability {Unavailable.TotalSeconds:0.0} s, whole again {Healed.TotalSeconds:0.0} s after its end");
}
