using System.Text.Json.Nodes;

namespace FlexCore.Streams.Tests.Reference;

/// <summary>Changes one random place of a JSON document.</summary>
internal static class DocumentDamage
{
    private static readonly string[] Replacements =
        ["null", "true", "0", "1", "7.5", "-3", "\"\"", "\"x\"", "\"auto\"", "\"1s\"", "\" 2.5 m \"", "\"skip\"", "\"csv\"", "[]", "[\"x\"]", "{}", "{\"x\":\"1\"}", "{\"path\":\"p\"}", "\"stdin\"", "\"12\""];

    /// <summary>Removes, renames, adds or replaces.</summary>
    /// <param name="document">The document.</param>
    /// <param name="random">Decides.</param>
    public static void Apply(JsonNode document, Random random)
    {
        var places = Containers(document).ToList();
        var place = places[random.Next(places.Count)];
        if (place is JsonObject mapping)
        {
            Apply(mapping, random);
        }
        else if (place is JsonArray { Count: > 0 } list)
        {
            var index = random.Next(list.Count);
            if (random.Next(3) == 0)
            {
                list.RemoveAt(index);
            }
            else
            {
                list[index] = Replacement(random);
            }
        }
    }

    private static void Apply(JsonObject mapping, Random random)
    {
        var keys = mapping.Select(entry => entry.Key).ToList();
        var key = keys.Count == 0 ? "key" : keys[random.Next(keys.Count)];
        switch (random.Next(5))
        {
            case 0:
                mapping.Remove(key);
                break;
            case 1:
                var value = mapping[key]?.DeepClone();
                mapping.Remove(key);
                mapping[key[..^1]] = value;
                break;
            default:
                mapping[key] = Replacement(random);
                break;
        }
    }

    private static JsonNode? Replacement(Random random) => JsonNode.Parse(Replacements[random.Next(Replacements.Length)]);

    private static IEnumerable<JsonNode> Containers(JsonNode node)
    {
        var children = node switch
        {
            JsonObject mapping => mapping.Select(entry => entry.Value),
            JsonArray list => list,
            _ => [],
        };
        return (node is JsonObject or JsonArray ? [node] : Enumerable.Empty<JsonNode>()).Concat(children.OfType<JsonNode>().SelectMany(Containers));
    }
}
