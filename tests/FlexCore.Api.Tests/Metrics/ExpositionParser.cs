using System.Globalization;
using System.Text;

namespace FlexCore.Api.Tests.Metrics;

/// <summary>
/// Reads the text format of Prometheus by its own grammar and refuses what breaks it: a sample without a type, a family in two places, a label
/// without quotes, buckets that shrink. Written from the format's description, not from our writer.
/// </summary>
internal sealed class ExpositionParser
{
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public Dictionary<string, double> Samples { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Types => _types;

    public static ExpositionParser Parse(string text)
    {
        var parser = new ExpositionParser();
        text.ShouldEndWith("\n");
        var family = "";
        foreach (var line in text[..^1].Split('\n'))
        {
            line.ShouldNotBeEmpty();
            family = line.StartsWith('#') ? parser.Comment(line, family) : parser.Sample(line, family);
        }

        return parser;
    }

    private string Comment(string line, string family)
    {
        var words = line.Split(' ', 4);
        switch (words[1])
        {
            case "EOF":
                return "";
            case "TYPE":
                words[3].ShouldBeOneOf("counter", "gauge", "histogram");
                _types.TryAdd(words[2], words[3]).ShouldBeTrue($"{words[2]} has two types");
                return words[2];
            default:
                words[1].ShouldBeOneOf("HELP", "UNIT");
                return words[1] == "HELP" ? words[2] : family;
        }
    }

    private string Sample(string line, string family)
    {
        var at = line.IndexOfAny(['{', ' ']);
        var name = line[..at];
        name.ShouldMatch("^[a-zA-Z_:][a-zA-Z0-9_:]*$");
        var labels = "";
        if (line[at] == '{')
        {
            (labels, at) = Labels(line, at + 1);
        }

        line[at].ShouldBe(' ', line);
        var value = line[(at + 1)..] switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, CultureInfo.InvariantCulture),
        };
        var owner = _types.ContainsKey(name) ? name : name[..name.LastIndexOf('_')];
        _types.ShouldContainKey(owner, line);
        (owner == family).ShouldBeTrue($"{line} stands outside its family");
        Samples.TryAdd($"{name}{{{labels}}}", value).ShouldBeTrue($"{line} is there twice");
        _seen.Add(name);
        return family;
    }

    private static (string Labels, int At) Labels(string line, int at)
    {
        var text = new StringBuilder();
        var names = new HashSet<string>();
        while (line[at] != '}')
        {
            var equals = line.IndexOf('=', at);
            var name = line[at..equals];
            name.ShouldMatch("^[a-zA-Z_][a-zA-Z0-9_]*$");
            names.Add(name).ShouldBeTrue($"{line}: label {name} twice");
            line[equals + 1].ShouldBe('"');
            at = equals + 2;
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append('=');
            while (line[at] != '"')
            {
                if (line[at] == '\\')
                {
                    at++;
                    text.Append(line[at] switch { 'n' => '\n', '\\' => '\\', '"' => '"', var c => throw new FormatException($"\\{c} in {line}") });
                }
                else
                {
                    text.Append(line[at]);
                }

                at++;
            }

            at++;
            if (line[at] == ',')
            {
                at++;
            }
        }

        return (text.ToString(), at + 1);
    }
}
