using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace FlexCore.Application.Privacy.Sealing;

/// <summary>Finds values in a JSON text and puts others in their place; every other byte stays as it was. Stateless.</summary>
internal static class JsonPlaces
{
    /// <summary>The member that marks a sealed value, and that no event may bring with it.</summary>
    public const string SealName = "$personal";

    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = 1_000 };

    /// <summary>Where the values at these pointers are. A value inside another one that is asked for is not found.</summary>
    /// <param name="json">The text.</param>
    /// <param name="pointers">The pointers.</param>
    public static List<JsonPlace> At(ReadOnlySpan<byte> json, IReadOnlySet<string> pointers) => Walk(json, (in Utf8JsonReader _, string pointer) => pointers.Contains(pointer));

    /// <summary>Where sealed values are.</summary>
    /// <param name="json">The text.</param>
    public static List<JsonPlace> Sealed(ReadOnlySpan<byte> json) => Walk(json, static (in Utf8JsonReader reader, string _) => IsSealed(reader));

    /// <summary>Whether any object of the text has a member of the mark's name, however that is escaped.</summary>
    /// <param name="json">The text.</param>
    public static bool HasSealName(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, AnyDepth);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(SealName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text with other values in those places.</summary>
    /// <param name="json">The text.</param>
    /// <param name="places">The places in order.</param>
    /// <param name="values">What stands there instead, one for each.</param>
    public static byte[] Replace(ReadOnlySpan<byte> json, IReadOnlyList<JsonPlace> places, IReadOnlyList<byte[]> values)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + values.Sum(static value => value.Length));
        var copied = 0;
        for (var i = 0; i < places.Count; i++)
        {
            output.Write(json[copied..places[i].Start]);
            output.Write(values[i]);
            copied = places[i].End;
        }

        output.Write(json[copied..]);
        return output.WrittenSpan.ToArray();
    }

    private delegate bool Wants(in Utf8JsonReader reader, string pointer);

    private static bool IsSealed(in Utf8JsonReader reader)
    {
        var ahead = reader;
        return ahead.TokenType == JsonTokenType.StartObject && ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName && ahead.ValueTextEquals(SealName);
    }

    private static List<JsonPlace> Walk(ReadOnlySpan<byte> json, Wants wants)
    {
        var found = new List<JsonPlace>();
        var reader = new Utf8JsonReader(json, AnyDepth);
        reader.Read();
        Visit(ref reader, "", wants, found);
        return found;
    }

    private static void Visit(ref Utf8JsonReader reader, string pointer, Wants wants, List<JsonPlace> found)
    {
        if (wants(reader, pointer))
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            found.Add(new JsonPlace(pointer, start, (int)reader.BytesConsumed));
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = (reader.GetString() ?? "").Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
                reader.Read();
                Visit(ref reader, $"{pointer}/{name}", wants, found);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
            {
                Visit(ref reader, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"), wants, found);
            }
        }
    }
}
