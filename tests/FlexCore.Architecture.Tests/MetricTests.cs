using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;

namespace FlexCore.Architecture.Tests;

/// <summary>The metrics and their catalogue, src/METRICS.md, say the same.</summary>
public sealed class MetricTests
{
    private const string Catalogue = "src/METRICS.md";
    private static readonly Repository Tree = Repository.Current;
    private static readonly IReadOnlyList<MetricRules.MetricInstrument> Instruments = [.. Tree.Sources.SelectMany(MetricRules.Instruments)];

    private static readonly IReadOnlyList<string[]> Rows =
    [
        .. Tree.Read(Catalogue).Split('\n').Where(line => line.StartsWith("| `flexcore.", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)),
    ];

    [Fact]
    public void Every_metric_is_in_the_catalogue_as_it_is_in_the_code() =>
        Budget.None(
            from instrument in Instruments
            let row = Rows.FirstOrDefault(row => row[0] == $"`{instrument.Name}`")
            where row is null || row.Length != 5 || MetricRules.Row(instrument, row[3]) != $"| {string.Join(" | ", row)} |"
            select $"{instrument.Place}: {MetricRules.Row(instrument, "its labels, or –")}",
            $"Put each line into the table of its meter in {Catalogue}.");

    [Fact]
    public void Every_metric_of_the_catalogue_exists() =>
        Budget.None(
            Rows.Where(row => Instruments.All(instrument => row[0] != $"`{instrument.Name}`")).Select(row => row[0]),
            $"Nothing measures these; take them out of {Catalogue}.");

    [Fact]
    public void The_catalogue_names_each_metric_once() => Rows.Select(row => row[0]).ShouldBeUnique();

    [Fact]
    public void Metrics_are_named_by_one_rule() => Budget.None(Tree.Sources.SelectMany(MetricRules.BadNames), "One look tells a metric of FlexCore.");

    [Fact]
    public void Metrics_have_known_units() => Budget.None(Tree.Sources.SelectMany(MetricRules.BadUnits), "Base units only: dashboards do not convert.");

    [Fact]
    public void Metrics_say_what_they_mean() => Budget.None(Tree.Sources.SelectMany(MetricRules.WithoutMeaning), "The description is the help text of /metrics.");

    [Fact]
    public void Labels_have_few_values() =>
        Budget.None(
            Tree.Sources.SelectMany(MetricRules.UnknownLabels)
                .Concat(Rows.SelectMany(row => row[3].Split(", ").Where(label => label != "–" && !MetricRules.Labels.Contains(label.Trim('`'))).Select(label => $"{row[0]} label {label} in {Catalogue}"))),
            "Every combination of label values is a series.");

    [Fact]
    public void Metrics_live_in_instrument_classes() => Budget.None(Tree.Sources.SelectMany(MetricRules.OutsideInstrumentFiles), "One XInstruments class per concept.");

    [Fact]
    public void Metrics_are_found() => Instruments.Count.ShouldBeGreaterThan(20, "otherwise the tests above say nothing");
}
