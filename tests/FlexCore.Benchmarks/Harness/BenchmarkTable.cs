using System.Globalization;

namespace FlexCore.Benchmarks.Harness;

/// <summary>Writes results as a table that can be pasted into a document.</summary>
public static class BenchmarkTable
{
    public static string Header =>
        $"| {"job",-38} | class | {"ours (median)",15} | {"min … max",23} | {"limit (median)",15} | {"ratio",6} | {"reach",11} |   |\n"
        + "|---|---|--:|---|--:|--:|--:|---|";

    public static string Line(BenchmarkRow row)
    {
        var job = row.Job;
        var range = $"{Number(row.Ours.Min())} … {Number(row.Ours.Max())}";
        var limit = row.LimitMedian is { } value ? Number(value) : "–";
        var ratio = row.Ratio is { } share ? share.ToString("P0", CultureInfo.InvariantCulture) : "–";
        var reach = job.RatioReach is { } least ? "≥ " + least.ToString("P0", CultureInfo.InvariantCulture)
            : job.RateReach is { } rate ? "≥ " + Number(rate)
            : "–";
        var verdict = row.Reached ? "ok" : "MISSED";
        return $"| {job.Name,-38} | {job.Durability}    | {Number(row.OursMedian),15} | {range,23} | {limit,15} | {ratio,6} | {reach,11} | {verdict} |";
    }

    public static string Note(BenchmarkRow row) => $"  {row.Job.Name}: {row.Job.Unit}; limit: {row.Job.Limit}";

    private static string Number(double value) => value >= 100
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);
}
