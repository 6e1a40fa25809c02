using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using FlexCore.Streams.Json;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Tests.Parsing;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Json;

/// <summary>System.Text.Json is the oracle: same validity, same content.</summary>
public sealed class JsonPropertyTests
{
    [Fact]
    public void Every_field_of_random_documents_has_the_oracles_value()
    {
        const int seed = 1;
        var json = new RandomJson(new Random(seed));
        string[] names = ["a", "ü", "nested", "a b", ""];
        var parser = new JsonRecordParser(Chunks.Target(names));
        for (var i = 0; i < 10_000; i++)
        {
            var text = json.Object();
            using var oracle = JsonDocument.Parse(text);

            var row = Chunks.Parse(parser, text, names.Length);

            for (var field = 0; field < names.Length; field++)
            {
                var expected = oracle.RootElement.TryGetProperty(names[field], out var element) ? Canonical(element) : "undefined";
                Canonical(row[field]).ShouldBe(expected, $"seed {seed}, case {i}: {names[field]} of {text}");
            }
        }
    }

    [Fact]
    public void Damaged_documents_are_refused_exactly_when_the_oracle_refuses_them()
    {
        const int seed = 2;
        var random = new Random(seed);
        var json = new RandomJson(random);
        var parser = new JsonRecordParser(Chunks.Target("a", "name"));
        var refused = 0;
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = Damage(Encoding.UTF8.GetBytes(json.Object()), random);
            if (!Utf8.IsValid(bytes))
            {
                continue;
            }

            var accepted = Chunks.TryParse(parser, Chunks.Of(bytes), 2, out _, out var failure);

            accepted.ShouldBe(OracleAccepts(bytes), $"seed {seed}, case {i}: {Encoding.UTF8.GetString(bytes)} → {failure.Detail}");
            refused += accepted ? 0 : 1;
        }

        refused.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        const int seed = 3;
        var random = new Random(seed);
        var parser = new JsonRecordParser(Chunks.Target("a"));
        var alphabet = "{}[]\",:\\/u0123456789abcdeftrunls.-+E \t\n\u0001"u8.ToArray();
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = new byte[random.Next(0, 40)];
            for (var b = 0; b < bytes.Length; b++)
            {
                bytes[b] = alphabet[random.Next(alphabet.Length)];
            }

            bytes = [.. "{\"a\":"u8, .. bytes];
            Chunks.TryParse(parser, Chunks.Of(bytes), 1, out _, out _).ShouldBe(OracleAccepts(bytes), $"seed {seed}: {Encoding.UTF8.GetString(bytes)}");
        }
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same_document()
    {
        const int seed = 4;
        var json = new RandomJson(new Random(seed));
        var arena = new TextArena();
        for (var i = 0; i < 10_000; i++)
        {
            var text = json.Object();
            var bytes = Encoding.UTF8.GetBytes(text);
            var cursor = new JsonCursor(bytes, 0, bytes.Length, arena);
            cursor.ReadDocument(out var value).ShouldBeTrue();

            var written = Write(value);

            Canonical(JsonDocument.Parse(written).RootElement).ShouldBe(Canonical(JsonDocument.Parse(text).RootElement), $"seed {seed}, case {i}: {text}");
        }
    }

    [Fact]
    public void A_nested_path_has_the_value_that_walking_the_document_gives()
    {
        const int seed = 5;
        var json = new RandomJson(new Random(seed));
        var projection = JsonProjection.Build(
        [
            new ProjectedField(["nested", "a"], 0),
            new ProjectedField(["nested", "nested", "b"], 1),
            new ProjectedField(["a"], 2),
            new ProjectedField(["a", "b"], 3),
        ]);
        var arena = new TextArena();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(json.Object(5));
            var cells = new Value[4];
            var cursor = new JsonCursor(bytes, 0, bytes.Length, arena);
            cursor.ReadRecord(projection, cells).ShouldBeTrue();
            var whole = new JsonCursor(bytes, 0, bytes.Length, arena);
            whole.ReadDocument(out var document).ShouldBeTrue();

            var message = $"seed {seed}, case {i}: {Encoding.UTF8.GetString(bytes)}";
            Canonical(cells[0]).ShouldBe(Canonical(Walk(document, "nested", "a")), message);
            Canonical(cells[1]).ShouldBe(Canonical(Walk(document, "nested", "nested", "b")), message);
            Canonical(cells[2]).ShouldBe(Canonical(Walk(document, "a")), message);
            Canonical(cells[3]).ShouldBe(Canonical(Walk(document, "a", "b")), message);
        }
    }

    private static Value Walk(Value value, params string[] path) =>
        path.Aggregate(value, (current, name) => current.Kind == ValueKind.Object ? current.AsObject()[name] : Value.Undefined);

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var damaged = bytes.ToList();
        var alphabet = "{}[]\",:\\e0.-x \u0001"u8;
        for (var n = random.Next(0, 3); n > 0 && damaged.Count > 0; n--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(3))
            {
                case 0: damaged.RemoveAt(at); break;
                case 1: damaged.Insert(at, alphabet[random.Next(alphabet.Length)]); break;
                default: damaged[at] = alphabet[random.Next(alphabet.Length)]; break;
            }
        }

        return [.. damaged];
    }

    private static bool OracleAccepts(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            var first = true;
            while (reader.Read())
            {
                if (first && reader.TokenType != JsonTokenType.StartObject)
                {
                    return false;
                }

                first = false;
            }

            return !first;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Write(Value value)
    {
        var output = new ArrayBufferWriter<byte>();
        var json = new JsonOutput(output);
        json.Write(value);
        json.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Canonical(Value value) => value.IsUndefined ? "undefined" : Canonical(JsonDocument.Parse(Write(value)).RootElement);

    // Names sorted, the last of duplicates, numbers as decimals of arbitrary size.
    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(",", element.EnumerateObject().GroupBy(field => field.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key + ":" + Canonical(group.Last().Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.Number => CanonicalNumber(element.GetRawText()),
        JsonValueKind.String => JsonValue.Create(element.GetString())!.ToJsonString(),
        _ => element.GetRawText(),
    };

    private static string CanonicalNumber(string raw) => decimal.TryParse(raw, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
        ? (number / 1.000000000000000000000000000000000m).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : raw;
}
