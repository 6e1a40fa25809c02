using System.Text.Json;
using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary><c>JSON.parse</c>.</summary>
internal static class JsonReader
{
    private const int MaxDepth = 100;

    public static Value Parse(in Evaluation e, in Arguments a)
    {
        var text = a.Text(e, 0);
        e.Create(text.TextLength);
        if (!text.IsUtf8)
        {
            text = Text.Constant(text.AsString());
        }

        if (!text.IsUtf8)
        {
            throw e.Fail(ExpressionErrorCode.InvalidJson, "The text is not JSON: it contains half a surrogate pair.");
        }

        try
        {
            return Read(e, text);
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidOperationException)
        {
            throw e.Fail(ExpressionErrorCode.InvalidJson, $"The text is not JSON: {mistake.Message}");
        }
    }

    private static Value Read(in Evaluation e, Value text)
    {
        var reader = new Utf8JsonReader(text.Utf8Span(), new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        var value = ReadValue(e, ref reader, text);
        reader.Read();
        return value;
    }

    private static Value ReadValue(in Evaluation e, ref Utf8JsonReader reader, Value source)
    {
        e.Spend(1);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = new List<Value>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(e, ref reader, source));
                }

                return e.Array([.. items]);
            case JsonTokenType.StartObject:
                return ReadObject(e, ref reader, source);
            case JsonTokenType.String:
                return reader.ValueIsEscaped
                    ? Text.Constant(reader.GetString() ?? "")
                    : source.Utf8Part((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            case JsonTokenType.Number:
                return NumberReader.TryReadWhole(reader.ValueSpan, out var number) ? number : Value.Number(NumberText.Parse(reader.ValueSpan));
            case JsonTokenType.True:
                return Value.True;
            case JsonTokenType.False:
                return Value.False;
            default:
                return Value.Null;
        }
    }

    private static Value ReadObject(in Evaluation e, ref Utf8JsonReader reader, Value source)
    {
        var result = new ObjectValue();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            result.Set(name, ReadValue(e, ref reader, source));
        }

        return e.Object(result);
    }
}
