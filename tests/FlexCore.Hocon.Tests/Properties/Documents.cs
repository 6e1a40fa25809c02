using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace FlexCore.Hocon.Tests.Properties;

/// <summary>Generators of documents: JSON trees, small HOCON texts full of substitutions, and character soup.</summary>
internal static class Documents
{
    private static readonly string[] Keys = ["a", "b", "c", "a.b", "b.c", "c.a.b"];

    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ",", ":", "=", "+=", "\n", " ", "\t", "${", "${?", "$", "\"", "\"\"\"", "\\", "\\u00", "#", "//", "/", "include ",
        "required(", "file(", "url(", ")", "a", "b.c", "..", ".", "true", "null", "1", "-", "1e+", "0.5", "é", "\uFEFF", "\u00A0", "\u0085", "\uD800",
        "\0", "[]", "'", "`", "?", "!",
    ];

    public static Gen<JsonNode> Json { get; } = Gen.Sized(size => Object(Math.Min(size, 12)));

    /// <summary>Texts of a few lines over three keys, so that collisions, self-references and cycles are frequent.</summary>
    public static Gen<string> Hocon { get; } =
        from lines in Gen.Choose(0, 6).SelectMany(count => Field(2).ArrayOf(count))
        select string.Join('\n', lines);

    public static Gen<string> Soup { get; } =
        from words in Gen.Elements(Words).ListOf()
        select string.Concat(words);

    /// <summary>A meaningful text with one word dropped in or a character taken out.</summary>
    public static Gen<string> Damaged { get; } =
        from text in Hocon
        from word in Gen.Elements(Words)
        from at in Gen.Choose(0, text.Length)
        from cut in Gen.Choose(0, 2)
        select text[..at] + word + text[Math.Min(text.Length, at + cut)..];

    private static Gen<JsonNode> Object(int size) =>
        from count in Gen.Choose(0, Math.Min(size, 4))
        from fields in Gen.Zip(Text, Value(size / 2)).ArrayOf(count)
        select (JsonNode)new JsonObject(fields.DistinctBy(field => field.Item1).Select(field => KeyValuePair.Create(field.Item1, field.Item2?.DeepClone())));

    private static Gen<string> Text { get; } =
        from characters in Gen.Elements('a', 'b', '.', '"', '\\', '/', ' ', '\n', '\t', '\u0001', 'é', '中', '$', '{', '#', ':', '\u2028', '\uFEFF').ArrayOf()
        select new string(characters.Take(8).ToArray());

    private static Gen<JsonNode?> Scalar { get; } = Gen.OneOf(
        Gen.Constant<JsonNode?>(null),
        Gen.Elements(true, false).Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Choose(int.MinValue, int.MaxValue).Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Choose(-1_000_000, 1_000_000).Select(value => (JsonNode?)JsonValue.Create(value / 997.0)),
        Gen.Elements(1e300, -5e-300, 1e21).Select(value => (JsonNode?)JsonValue.Create(value)),
        Text.Select(value => (JsonNode?)JsonValue.Create(value)));

    private static Gen<JsonNode?> Value(int size) => size <= 0
        ? Scalar
        : Gen.OneOf(
            Scalar,
            Object(size).Select(node => (JsonNode?)node),
            from count in Gen.Choose(0, 3)
            from items in Value(size / 2).ArrayOf(count)
            select (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]));

    private static Gen<string> Field(int depth) =>
        from key in Gen.Elements(Keys)
        from separator in Gen.Frequency((5, Gen.Constant(" = ")), (1, Gen.Constant(" += ")))
        from value in HoconValue(depth)
        select key + separator + value;

    private static Gen<string> HoconValue(int depth)
    {
        var simple = Gen.Elements("1", "x", "null", "\"q r\"", "${a}", "${b}", "${?a}", "${?b.c}", "${?c}", "${?a}x", "${b}${?c}", "${?ENV}", "${?c} [9]", "${?a} {k = 7}");
        return depth == 0
            ? simple
            : Gen.Frequency(
                (4, simple),
                (2, from fields in Field(depth - 1).ArrayOf(2) select $"{{ {string.Join(", ", fields)} }}"),
                (1, from items in HoconValue(depth - 1).ArrayOf(2) select $"[{string.Join(", ", items)}]"));
    }
}
