using System.Globalization;
using System.Text;

namespace FlexCore.Streams.Tests.Json;

/// <summary>Makes random JSON text with everything the grammar allows: escapes, spaces, duplicate names, odd numbers.</summary>
internal sealed class RandomJson(Random random)
{
    private static readonly string[] Names = ["a", "b", "c", "id", "name", "ü", "a b", "", "nested"];

    public string Object(int depth = 4)
    {
        var fields = Enumerable.Range(0, random.Next(0, 6)).Select(_ => $"{Space()}{Name()}{Space()}:{Space()}{Any(depth - 1)}{Space()}");
        return $"{Space()}{{{string.Join(',', fields)}{Space()}}}{Space()}";
    }

    public string Any(int depth) => random.Next(depth <= 0 ? 5 : 7) switch
    {
        0 => Number(),
        1 => String(),
        2 => "true",
        3 => "false",
        4 => "null",
        5 => $"[{string.Join(',', Enumerable.Range(0, random.Next(0, 4)).Select(_ => Space() + Any(depth - 1) + Space()))}{Space()}]",
        _ => Object(depth),
    };

    private string Name()
    {
        var name = Names[random.Next(Names.Length)];
        return random.Next(5) == 0 ? "\"" + string.Concat(name.Select(unit => $"\\u{(int)unit:x4}")) + "\"" : $"\"{name}\"";
    }

    private string Number() => random.Next(6) switch
    {
        0 => random.Next(-100, 100).ToString(CultureInfo.InvariantCulture),
        1 => random.NextInt64(long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture),
        2 => (random.NextDouble() * 1000).ToString("R", CultureInfo.InvariantCulture),
        3 => random.Next(100).ToString(CultureInfo.InvariantCulture) + "e" + random.Next(-20, 20).ToString(CultureInfo.InvariantCulture),
        4 => "-0",
        _ => "0.000",
    };

    private string String()
    {
        var text = new StringBuilder("\"");
        for (var n = random.Next(0, 25); n > 0; n--)
        {
            text.Append(random.Next(12) switch
            {
                0 => "\\n",
                1 => "\\\"",
                2 => "\\\\",
                3 => "\\/",
                4 => "\\u00e9",
                5 => "\\ud83d\\ude00",
                6 => "é",
                7 => "😀",
                8 => "\u2028",
                _ => ((char)random.Next('a', 'z' + 1)).ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    private string Space() => random.Next(6) switch { 0 => " ", 1 => "\t \r", _ => string.Empty };
}
