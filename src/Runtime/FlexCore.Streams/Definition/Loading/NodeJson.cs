using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlexCore.Streams.Definition.Loading;

/// <summary>Writes a node of a file as JSON: what stands without quotes is a number, boolean or null where YAML 1.2 says so, everything else text.</summary>
internal static class NodeJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a node.</summary>
    /// <param name="node">The node.</param>
    public static string Write(DocumentNode node)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            Write(node, json);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(DocumentNode node, Utf8JsonWriter json)
    {
        switch (node)
        {
            case MappingNode mapping:
                json.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    json.WritePropertyName(entry.Key.Text);
                    Write(entry.Value, json);
                }

                json.WriteEndObject();
                break;
            case SequenceNode sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(item, json);
                }

                json.WriteEndArray();
                break;
            case ScalarNode scalar:
                WriteScalar(scalar, json);
                break;
            default:
                throw new InvalidOperationException($"A file has no node {node.GetType().Name}.");
        }
    }

    private static void WriteScalar(ScalarNode scalar, Utf8JsonWriter json)
    {
        var text = scalar.Text.Text;
        if (scalar.IsNull)
        {
            json.WriteNullValue();
        }
        else if (scalar.IsPlain && text is ("true" or "false"))
        {
            json.WriteBooleanValue(text == "true");
        }
        else if (scalar.IsPlain && IsNumber(text))
        {
            json.WriteRawValue(text);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    /// <summary>Whether a text is a number as JSON writes them: 007 and +1 are text, so that an identifier keeps its zeros.</summary>
    /// <param name="text">The text.</param>
    public static bool IsNumber(string text)
    {
        if (text.Length is 0 or > 64 || !(char.IsAsciiDigit(text[^1]) && (char.IsAsciiDigit(text[0]) || text[0] == '-')))
        {
            return false;
        }

        var digits = text.AsSpan(text[0] == '-' ? 1 : 0);
        return (digits.Length == 1 || digits[0] != '0' || !char.IsAsciiDigit(digits[1]))
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number);
    }
}
