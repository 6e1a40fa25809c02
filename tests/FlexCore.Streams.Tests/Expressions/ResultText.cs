using System.Text;
using System.Text.Json;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions;

/// <summary>Values as JSON in which <c>undefined</c>, NaN, infinities and -0 can be told apart.</summary>
internal static class ResultText
{
    public static string Of(Value value) => Of(value, FieldOrder.AsIs);

    public static string Of(Value value, FieldOrder order) => value.Kind switch
    {
        ValueKind.Undefined => "undefined",
        ValueKind.Null => "null",
        ValueKind.Boolean => value.AsBoolean() ? "true" : "false",
        ValueKind.Number => Number(value),
        ValueKind.String => Text(value.AsString()),
        ValueKind.Array => $"[{string.Join(',', value.AsArray().Items.ToArray().Select(item => Of(item, order)))}]",
        _ => $"{{{string.Join(',', Ordered(value.AsObject().Fields, order).Select(field => $"{Text(field.Key)}:{Of(field.Value, order)}"))}}}",
    };

    /// <summary>The values that JSON stands for.</summary>
    public static Value FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.Number => Value.Number(json.GetDouble()),
        JsonValueKind.String => Utf8(json.GetString() ?? ""),
        JsonValueKind.Array => Value.Array(new ArrayValue([.. json.EnumerateArray().Select(FromJson)])),
        _ => Value.Object(Object(json)),
    };

    /// <summary>Text in the middle of a buffer, as a parser leaves it.</summary>
    public static Value Utf8(string text)
    {
        var bytes = Encoding.UTF8.GetBytes($"é{text}é");
        return Value.Utf8(bytes, 2, bytes.Length - 4);
    }

    private static IEnumerable<KeyValuePair<string, Value>> Ordered(IReadOnlyList<KeyValuePair<string, Value>> fields, FieldOrder order) =>
        order == FieldOrder.Sorted ? fields.OrderBy(static field => field.Key, StringComparer.Ordinal) : fields;

    private static ObjectValue Object(JsonElement json)
    {
        var result = new ObjectValue();
        foreach (var property in json.EnumerateObject())
        {
            result.Set(property.Name, FromJson(property.Value));
        }

        return result;
    }

    private static string Number(Value value)
    {
        var number = value.AsNumber();
        return value.TryGetExactNumber(out var exact) ? exact.Text
            : number == 0 && double.IsNegative(number) ? "-0"
            : NumberText.Format(number);
    }

    private static string Text(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            result.Append(c is < ' ' or > '~' or '"' or '\\' ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return result.Append('"').ToString();
    }
}
