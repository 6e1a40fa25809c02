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
    /// <summary>Whether every rule holds.</summary>
    public bool IsGood => Lost.Count + Doubled.Count + Reordered.Count + Invented.Count == 0;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Acknowledged} acknowledged, lost {Show(Lost)}, doubled {Show(Doubled)}, reordered {Show(Reordered)}, invented {Show(Invented)}");

    private static string Show(IReadOnlyList<RecordId> ids) =>
        ids.Count == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{ids.Count} ({string.Join(", ", ids.Take(5))})");
}
