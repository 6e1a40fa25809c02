using System.Text.Json.Nodes;

namespace FlexCore.Streams.Tests.Schemas;

/// <summary>Makes schemas of the supported keywords, and values that often have to do with them, from a seed.</summary>
internal sealed class RandomSchema(int seed)
{
    private static readonly string[] Types = ["null", "boolean", "integer", "number", "string", "array", "object"];
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Texts = ["", "a", "ab", "abc", "äö", "aaaa"];

    private readonly Random _random = new(seed);

    public JsonNode Schema(int depth)
    {
        if (depth == 0 || _random.Next(12) == 0)
        {
            return JsonValue.Create(_random.Next(6) != 0);
        }

        var schema = new JsonObject();
        for (var count = 1 + _random.Next(3); count > 0; count--)
        {
            Add(schema, depth - 1);
        }

        return schema;
    }

    public JsonNode? Value(int depth) => _random.Next(depth == 0 ? 5 : 8) switch
    {
        0 => null,
        1 => JsonValue.Create(_random.Next(2) == 0),
        2 => JsonValue.Create(_random.Next(-2, 6)),
        3 => JsonValue.Create(_random.Next(-4, 12) / 2.0),
        4 => JsonValue.Create(Texts[_random.Next(Texts.Length)]),
        5 or 6 => new JsonObject(Names.Where(_ => _random.Next(2) == 0).Select(name => KeyValuePair.Create(name, Value(depth - 1)))),
        _ => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))]),
    };

    private void Add(JsonObject schema, int depth)
    {
        switch (_random.Next(19))
        {
            case 0 or 1: schema["type"] = Types[_random.Next(Types.Length)]; break;
            case 2: schema["type"] = new JsonArray(Types[_random.Next(3)], Types[3 + _random.Next(4)]); break;
            case 3: schema["enum"] = new JsonArray(Value(1), Value(1), Value(0)); break;
            case 4: schema["const"] = Value(1); break;
            case 5: schema[Pick("minimum", "exclusiveMinimum")] = _random.Next(-1, 3); break;
            case 6: schema[Pick("maximum", "exclusiveMaximum")] = _random.Next(5) / 2.0; break;
            case 7: schema["multipleOf"] = Pick(0.5, 1, 2, 1.5); break;
            case 8: schema[Pick("minLength", "maxLength")] = _random.Next(4); break;
            case 9: schema["pattern"] = Pick("^a", "b$", "a{2,}", "[bc]", "^$"); break;
            case 10: schema["items"] = Schema(depth); break;
            case 11: schema[Pick("minItems", "maxItems")] = _random.Next(4); break;
            case 12: schema["uniqueItems"] = _random.Next(3) != 0; break;
            case 13: schema["properties"] = new JsonObject(Names.Where(_ => _random.Next(2) == 0).Select(name => KeyValuePair.Create(name, (JsonNode?)Schema(depth)))); break;
            case 14: schema["required"] = new JsonArray([.. Names.Where(_ => _random.Next(3) == 0).Select(name => JsonValue.Create(name))]); break;
            case 15: schema["additionalProperties"] = Schema(Math.Min(depth, 1)); break;
            case 16: schema[Pick("anyOf", "oneOf", "allOf")] = new JsonArray(Schema(depth), Schema(depth)); break;
            case 17: schema["not"] = Schema(depth); break;
            default: schema["description"] = "annotation"; break;
        }
    }

    private T Pick<T>(params T[] options) => options[_random.Next(options.Length)];
}
