using System.Text;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Testing;

/// <summary>Shows how cases went to a person.</summary>
/// <param name="paint">Colours, on a terminal.</param>
/// <param name="width">The terminal's width.</param>
internal sealed class TestText(Paint paint, int width)
{
    private const int DifferencesShown = 20;

    /// <summary>Renders one case: a line, and the differences below it.</summary>
    /// <param name="outcome">The case.</param>
    public string Render(CaseOutcome outcome)
    {
        if (outcome.Passed)
        {
            return $"{paint.Good("pass")}  {SafeText.OneLine(outcome.Name)}\n";
        }

        var text = new StringBuilder($"{paint.Bad("FAIL")}  {SafeText.OneLine(outcome.Name)}  {paint.Faint($"{outcome.File}:{outcome.Line}")}\n");
        foreach (var difference in outcome.Differences.Take(DifferencesShown))
        {
            text.Append(Render(difference));
        }

        if (outcome.Differences.Count > DifferencesShown)
        {
            text.Append($"      and {outcome.Differences.Count - DifferencesShown} more differences\n");
        }

        return text.ToString();
    }

    private string Render(CaseDifference difference) => difference.Kind switch
    {
        DifferenceKind.Value => $"      {difference.Where}\n{Line("-", difference.Expected, paint.Good)}{Line("+", difference.Actual, paint.Bad)}",
        DifferenceKind.Missing => $"      {difference.Where}: record {difference.Row} is missing\n{Line("-", difference.Expected, paint.Good)}",
        DifferenceKind.Unexpected => $"      {difference.Where}: record {difference.Row} was not expected\n{Line("+", difference.Actual, paint.Bad)}",
        _ => $"      {difference.Where}: record {difference.Row} differs\n{Fields(difference.Fields)}",
    };

    private string Line(string sign, string? text, Func<string, string> colour) => $"        {colour($"{sign} {SafeText.Cut(text ?? string.Empty, Math.Max(40, width - 10))}")}\n";

    // Three aligned columns; the colour comes after the padding, because its codes have no width.
    private string Fields(IReadOnlyList<FieldDifference> fields)
    {
        const string None = "(missing)";
        var cell = Math.Max(20, (width - 40) / 2);
        var rows = fields.Select(field => (
            Name: SafeText.Cut(field.Field, cell),
            Expected: SafeText.Cut(field.Expected ?? None, cell),
            Actual: SafeText.Cut(field.Actual ?? None, cell))).ToList();
        var name = Math.Max("field".Length, rows.Max(row => row.Name.Length));
        var expected = Math.Max("expected".Length, rows.Max(row => row.Expected.Length));
        var text = new StringBuilder("        " + paint.Faint($"{"field".PadRight(name)}  {"expected".PadRight(expected)}  actual") + "\n");
        foreach (var row in rows)
        {
            text.Append($"        {row.Name.PadRight(name)}  {paint.Good(row.Expected.PadRight(expected))}  {paint.Bad(row.Actual)}\n");
        }

        return text.ToString();
    }
}
