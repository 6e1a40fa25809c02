using System.Text;
using System.Text.Json;

namespace FlexCore.Hocon.Syntax;

/// <summary>Reads a <c>.json</c> file: strict JSON, so that what the extension promises is what the file holds.</summary>
/// <remarks>One instance per text, used by one thread.</remarks>
internal sealed class JsonReader(byte[] utf8, string source, IncludeSite site, HoconLimits limits)
{
    private int _scanned;
    private int _line = 1;
    private int _column = 1;

    /// <summary>Reads the whole text.</summary>
    /// <exception cref="HoconException">The text is not JSON, nests too deeply or has no object at its root.</exception>
    public ObjectNode Read()
    {
        var options = new JsonReaderOptions { MaxDepth = Math.Max(1, limits.NestingDepthMax - site.Depth) };
        var reader = new Utf8JsonReader(utf8, options);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader);
            reader.Read();
            return root as ObjectNode
                ?? throw new HoconException(HoconErrorKind.WrongType, root.Origin, "The root is no object; a configuration (and an included file) needs one.");
        }
        catch (JsonException e)
        {
            throw new HoconException(HoconErrorKind.Syntax, OriginOf(e), $"The file is not JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new HoconException(HoconErrorKind.Syntax, OriginAt((int)reader.TokenStartIndex), $"The file is not JSON: {e.Message}", e);
        }
    }

    private Node ReadValue(ref Utf8JsonReader reader)
    {
        var origin = OriginAt((int)reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, origin),
            JsonTokenType.StartArray => ReadArray(ref reader, origin),
            JsonTokenType.String => Scalar(HoconValueKind.String, reader.GetString() ?? "", origin),
            JsonTokenType.Number => Scalar(HoconValueKind.Number, Encoding.ASCII.GetString(reader.ValueSpan), origin),
            JsonTokenType.True => Scalar(HoconValueKind.Boolean, "true", origin),
            JsonTokenType.False => Scalar(HoconValueKind.Boolean, "false", origin),
            _ => Scalar(HoconValueKind.Null, "null", origin),
        };
    }

    private ObjectNode ReadObject(ref Utf8JsonReader reader, HoconOrigin origin)
    {
        var node = new ObjectNode(origin);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString() ?? "";
            reader.Read();
            node.Define([key], ReadValue(ref reader));
        }

        return node;
    }

    private ArrayNode ReadArray(ref Utf8JsonReader reader, HoconOrigin origin)
    {
        var items = new List<Node>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return new ArrayNode(items, origin);
    }

    private static ScalarNode Scalar(HoconValueKind kind, string text, HoconOrigin origin) => new(new HoconScalar(kind, text, origin));

    private HoconOrigin OriginOf(JsonException failure)
    {
        var line = 0;
        for (long wanted = failure.LineNumber ?? 0; wanted > 0; wanted--)
        {
            line += utf8.AsSpan(line).IndexOf((byte)'\n') + 1;
        }

        return OriginAt(line + (int)(failure.BytePositionInLine ?? 0));
    }

    /// <summary>Tokens come in order, so lines and columns are counted once over the whole text. Columns count UTF-16 code units, as everywhere.</summary>
    private HoconOrigin OriginAt(int index)
    {
        for (; _scanned < index && _scanned < utf8.Length; _scanned++)
        {
            var unit = utf8[_scanned];
            if (unit == (byte)'\n')
            {
                _line++;
                _column = 1;
            }
            else
            {
                _column += (unit & 0xC0) == 0x80 ? 0 : unit >= 0xF0 ? 2 : 1;
            }
        }

        return new HoconOrigin(source, _line, _column);
    }
}
