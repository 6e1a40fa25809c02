using System.Globalization;

namespace FlexCore.Benchmarks.Harness;

/// <summary>The command line: <c>[filter…] [--rounds N] [--scale X] [--folder DIR] [--events N]</c>.</summary>
/// <param name="Filters">Parts of job names; empty for all jobs.</param>
/// <param name="Rounds">Measured rounds; the median is reported.</param>
/// <param name="Scale">Multiplies the amount of work.</param>
/// <param name="Folder">Where databases are written; it decides which disk is measured.</param>
/// <param name="Events">How many events the stores hold that jobs about large stores measure.</param>
public sealed record BenchmarkSettings(IReadOnlyList<string> Filters, int Rounds, double Scale, string Folder, long Events)
{
    public static BenchmarkSettings Parse(IReadOnlyList<string> arguments)
    {
        var filters = new List<string>();
        var rounds = 5;
        var scale = 1.0;
        var folder = Path.Combine(Path.GetTempPath(), "flexcore-benchmarks");
        var events = 500_000L;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--rounds":
                    rounds = int.Parse(Value(arguments, ref i), CultureInfo.InvariantCulture);
                    break;
                case "--scale":
                    scale = double.Parse(Value(arguments, ref i), CultureInfo.InvariantCulture);
                    break;
                case "--folder":
                    folder = Value(arguments, ref i);
                    break;
                case "--events":
                    events = Number(Value(arguments, ref i));
                    break;
                case var option when option.StartsWith("--", StringComparison.Ordinal):
                    throw new FormatException($"'{option}' is not an option. Use [filter…] [--rounds N] [--scale X] [--folder DIR] [--events N].");
                default:
                    filters.Add(arguments[i]);
                    break;
            }
        }

        return new BenchmarkSettings(filters, rounds, scale, folder, events);
    }

    public bool Selects(IBenchmarkJob job) =>
        Filters.Count == 0 || Filters.Any(filter => job.Name.Contains(filter, StringComparison.OrdinalIgnoreCase));

    // 10M, 500k or the number itself.
    private static long Number(string text)
    {
        var unit = text[^1] switch { 'M' => 1_000_000L, 'k' => 1_000L, _ => 1L };
        return long.Parse(unit == 1 ? text : text[..^1], CultureInfo.InvariantCulture) * unit;
    }

    private static string Value(IReadOnlyList<string> arguments, ref int index) => ++index < arguments.Count
        ? arguments[index]
        : throw new FormatException($"'{arguments[index - 1]}' needs a value.");
}
