using System.Globalization;

namespace FlexCore.Chaos.Tests;

/// <summary>What a run of the nemesis is told by its environment.</summary>
/// <param name="Seed">Decides faults and their order: FLEXCORE_CHAOS_SEED.</param>
/// <param name="Minutes">How long to go on after every fault has happened once: FLEXCORE_CHAOS_MINUTES.</param>
/// <param name="Only">The numbers of the faults to leave, all when empty: FLEXCORE_CHAOS_ONLY.</param>
/// <param name="ReportFile">Where the report goes: FLEXCORE_CHAOS_REPORT.</param>
internal sealed record ChaosRun(int Seed, double Minutes, IReadOnlyList<string> Only, string? ReportFile)
{
    private const int DefaultSeed = 4;

    /// <summary>Whether it is one of the runs inside the test command, which has no time for everything.</summary>
    public bool IsShort => Minutes == 0 && Only.Count == 0;

    public static ChaosRun Read() => new(
        int.TryParse(Variable("SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : DefaultSeed,
        double.TryParse(Variable("MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 0,
        Variable("ONLY").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Variable("REPORT") is { Length: > 0 } file ? file : null);

    private static string Variable(string name) => Environment.GetEnvironmentVariable($"FLEXCORE_CHAOS_{name}") ?? "";
}
