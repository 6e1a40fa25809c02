using System.Text.RegularExpressions;
using FlexCore.Architecture.Tests.Model;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlexCore.Architecture.Tests.Rules;

/// <summary>Metrics as an operator meets them: named by one rule, with known units, few labels, and a line in the catalogue.</summary>
internal static partial class MetricRules
{
    /// <summary>
    /// The labels that FlexCore gives its metrics. Each has few values: a kind of entity, a pipeline, a reason from a list. A user, a record or a
    /// file name would give every metric as many series as there are users, records or files.
    /// </summary>
    public static readonly IReadOnlyList<string> Labels =
        ["actor", "codec", "code", "edge", "kind", "message", "operator", "outcome", "pipeline", "projection", "reason", "route", "sink", "source", "state", "step", "tenant", "topic"];

    private static readonly string[] Units = ["s", "By", "1"];

    /// <summary>One instrument as its source says.</summary>
    public sealed record MetricInstrument(string Place, string Kind, string Name, string Unit, string Meaning);

    public static IEnumerable<MetricInstrument> Instruments(SourceFile file) =>
        from call in file.All<InvocationExpressionSyntax>()
        let kind = KindOf(call)
        where kind is not null
        let texts = call.ArgumentList.Arguments.Select(argument => argument.Expression).OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.Token.Value is string).Select(literal => literal.Token.ValueText).ToArray()
        select new MetricInstrument(file.At(call), kind, texts.ElementAtOrDefault(0) ?? "", texts.ElementAtOrDefault(1) ?? "", texts.ElementAtOrDefault(2) ?? "");

    public static IEnumerable<string> BadNames(SourceFile file) =>
        from instrument in Instruments(file)
        where !NameForm().IsMatch(instrument.Name)
        select $"{instrument.Place} '{instrument.Name}' must be lower case words with dots, beginning with flexcore.";

    public static IEnumerable<string> BadUnits(SourceFile file) =>
        from instrument in Instruments(file)
        where !Units.Contains(instrument.Unit) && !Annotation().IsMatch(instrument.Unit)
        select $"{instrument.Place} '{instrument.Name}' has unit '{instrument.Unit}': use s, By, 1 or what is counted in braces, as {{record}}";

    public static IEnumerable<string> WithoutMeaning(SourceFile file) =>
        from instrument in Instruments(file)
        where !instrument.Meaning.EndsWith('.')
        select $"{instrument.Place} '{instrument.Name}' needs a description, a sentence that ends with a dot";

    public static IEnumerable<string> UnknownLabels(SourceFile file) =>
        from pair in file.All<ObjectCreationExpressionSyntax>()
        where pair.Type.ToString() == "KeyValuePair<string, object?>" && Path.GetFileName(file.Path).EndsWith("Instruments.cs", StringComparison.Ordinal)
        let key = (pair.ArgumentList?.Arguments.FirstOrDefault()?.Expression as LiteralExpressionSyntax)?.Token.ValueText
        where key is not null && !Labels.Contains(key)
        select $"{file.At(pair)} label '{key}': is the number of its values bounded? Then add it to MetricRules.Labels and say so there";

    public static IEnumerable<string> OutsideInstrumentFiles(SourceFile file) =>
        file.Path.EndsWith("Instruments.cs", StringComparison.Ordinal) ? [] : Instruments(file).Select(instrument => $"{instrument.Place} '{instrument.Name}' belongs into an XInstruments class");

    /// <summary>The line of the catalogue, with the labels that a person knows best.</summary>
    public static string Row(MetricInstrument instrument, string labels) =>
        $"| `{instrument.Name}` | {instrument.Kind} | {instrument.Unit} | {labels} | {instrument.Meaning} |";

    private static string? KindOf(InvocationExpressionSyntax call)
    {
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
            _ => "",
        };
        return name switch
        {
            "CreateCounter" or "CreateObservableCounter" => "counter",
            "CreateHistogram" => "histogram",
            "CreateUpDownCounter" or "CreateObservableUpDownCounter" or "CreateGauge" or "CreateObservableGauge" => "gauge",
            _ => null,
        };
    }

    [GeneratedRegex(@"^flexcore(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)+$")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^\{[a-z_]+\}$")]
    private static partial Regex Annotation();
}
