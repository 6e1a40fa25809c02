using System.Globalization;

namespace FlexCore.Benchmarks.Harness;

/// <summary>The command line: <c>[filter…] [--rounds N] [--scale X] [--folder DIR]</c>.</summary>
/// <param name="Filters">Parts of job names; empty for all jobs.</param>
/// <param name="Rounds">Measured rounds; the median is reported.</param>
/// <param name="Scale">Multiplies the amount of work.</param>
/// <param name="Folder">Where databases are written; it decides which disk is measured.</param>
public sealed record BenchmarkSettings(IReadOnlyList<string> Filters, int Rounds, double Scale, string Folder)
{
    public static BenchmarkSettings Parse(IReadOnlyList<string> arguments)
    {
        var filters = new List<string>();
        var rounds = 5;
        var scale = 1.0;
        var folder = Path.Combine(Path.GetTempPath(), "flexcore-benchmarks");
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
                case var option when option.StartsWith("--", StringComparison.Ordinal):
                    throw new FormatException($"'{option}' is not an option. Use [filter…] [--rounds N] [--scale X] [--folder DIR].");
                default:
                    filters.Add(arguments[i]);
                    break;
            }
        }

        return new BenchmarkSettings(filters, rounds, scale, folder);
    }

    public bool Selects(IBenchmarkJob job) =>
        Filters.Count == 0 || Filters.Any(filter => job.Name.Contains(filter, StringComparison.OrdinalIgnoreCase));

    private static string Value(IReadOnlyList<string> arguments, ref int index) => ++index < arguments.Count
        ? arguments[index]
        : throw new FormatException($"'{arguments[index - 1]}' needs a value.");
}
