using FlexCore.Architecture.Tests.Model;
using FlexCore.Architecture.Tests.Rules;

namespace FlexCore.Architecture.Tests.Specifications;

public sealed class MetricRuleTests
{
    [Theory]
    [InlineData("meter.CreateCounter<long>(\"flexcore.a.b\", \"{record}\", \"Records.\");", "counter")]
    [InlineData("meter.CreateHistogram<double>(\"flexcore.a.b\", \"{record}\", \"Records.\");", "histogram")]
    [InlineData("meter.CreateObservableGauge(\"flexcore.a.b\", () => x, \"{record}\", \"Records.\");", "gauge")]
    [InlineData("meter.CreateObservableUpDownCounter(\"flexcore.a.b\", () => x, \"{record}\", \"Records.\");", "gauge")]
    public void Instruments_are_read_with_kind_name_unit_and_meaning(string statement, string kind)
    {
        var instrument = MetricRules.Instruments(File(statement)).ShouldHaveSingleItem();
        MetricRules.Row(instrument, "–").ShouldBe($"| `flexcore.a.b` | {kind} | {{record}} | – | Records. |");
    }

    [Theory]
    [InlineData("flexcore.a.b", 0)]
    [InlineData("flexcore.dead_letters", 0)]
    [InlineData("other.a", 1)]
    [InlineData("flexcore.A", 1)]
    [InlineData("flexcore.a-b", 1)]
    [InlineData("flexcore", 1)]
    public void Bad_names_are_found(string name, int count) =>
        MetricRules.BadNames(File($"meter.CreateCounter<long>(\"{name}\", \"1\", \"X.\");")).Count().ShouldBe(count);

    [Theory]
    [InlineData("s", 0)]
    [InlineData("{record}", 0)]
    [InlineData("ms", 1)]
    [InlineData("record", 1)]
    public void Bad_units_are_found(string unit, int count) =>
        MetricRules.BadUnits(File($"meter.CreateCounter<long>(\"flexcore.a\", \"{unit}\", \"X.\");")).Count().ShouldBe(count);

    [Fact]
    public void Metrics_without_a_meaning_are_found() =>
        MetricRules.WithoutMeaning(File("meter.CreateCounter<long>(\"flexcore.a\", \"1\");")).Count().ShouldBe(1);

    [Theory]
    [InlineData("reason", 0)]
    [InlineData("user", 1)]
    public void Unknown_labels_are_found(string label, int count) =>
        MetricRules.UnknownLabels(File($"c.Add(1, new KeyValuePair<string, object?>(\"{label}\", x));")).Count().ShouldBe(count);

    [Fact]
    public void Instruments_elsewhere_are_found()
    {
        const string Text = "class C { void M() { meter.CreateCounter<long>(\"flexcore.a\", \"1\", \"X.\"); } }";
        MetricRules.OutsideInstrumentFiles(SourceFile.Parse("src/FlexCore.X/C.cs", Text)).Count().ShouldBe(1);
        MetricRules.OutsideInstrumentFiles(SourceFile.Parse("src/FlexCore.X/CInstruments.cs", Text)).ShouldBeEmpty();
    }

    private static SourceFile File(string statement) => SourceFile.Parse("src/FlexCore.X/XInstruments.cs", $"class C {{ void M() {{ {statement} }} }}");
}
