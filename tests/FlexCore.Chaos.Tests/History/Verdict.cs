using System.Globalization;

namespace FlexCore.Chaos.Tests.History;

/// <summary>What became of acknowledged records.</summary>
/// <param name="Acknowledged">How many were acknowledged.</param>
/// <param name="Lost">Acknowledged and not there.</param>
/// <param name="Doubled">There more than once.</param>
/// <param name="Reordered">Behind a later record of the same writer.</param>
/// <param name="Invented">There although nobody sent them.</param>
public sealed record Verdict(
    int Acknowledged, IReadOnlyList<RecordId> Lost, IReadOnlyList<RecordId> Doubled, IReadOnlyList<RecordId> Reordered, IReadOnlyList<RecordId> Invented)
{
    /// <summary>What else is wrong, in words.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    /// <summary>Whether every rule holds.</summary>
    public bool IsGood => Lost.Count + Doubled.Count + Reordered.Count + Invented.Count + Mistakes.Count == 0;

    /// <summary>Several verdicts as one.</summary>
    public static Verdict Sum(IReadOnlyList<Verdict> verdicts) => new(
        verdicts.Sum(verdict => verdict.Acknowledged), [.. verdicts.SelectMany(verdict => verdict.Lost)], [.. verdicts.SelectMany(verdict => verdict.Doubled)],
        [.. verdicts.SelectMany(verdict => verdict.Reordered)], [.. verdicts.SelectMany(verdict => verdict.Invented)])
    {
        Mistakes = [.. verdicts.SelectMany(verdict => verdict.Mistakes)],
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Acknowledged} acknowledged, lost {Show(Lost)}, doubled {Show(Doubled)}, reordered {Show(Reordered)}, invented {Show(Invented)}{string.Concat(Mistakes.Take(5).Select(mistake => $"; {mistake}"))}");

    private static string Show(IReadOnlyList<RecordId> ids) =>
        ids.Count == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{ids.Count} ({string.Join(", ", ids.Take(5))})");
}
