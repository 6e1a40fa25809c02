using System.Globalization;
using FlexCore.Application.Cluster;

namespace FlexCore.ChaosBank;

/// <summary>
/// Which release of the program this process plays. The second speaks one more version of the wire protocol and writes the next version of an event, a command and a snapshot;
/// the first reads these already, as the rules of rolling upgrades want it.
/// </summary>
internal static class Release
{
    /// <summary>From 1: FLEXCORE_CHAOS_RELEASE. From the third on a release differs from the second in nothing but the protocol.</summary>
    public static int Number { get; } = int.TryParse(Environment.GetEnvironmentVariable("FLEXCORE_CHAOS_RELEASE"), CultureInfo.InvariantCulture, out var number) ? number : 1;

    /// <summary>The versions of the wire protocol that it announces: its own and the one before.</summary>
    public static ProtocolRange Protocols => new(Math.Max(1, Number - 1), Number);
}
