using System.Text;
using System.Text.Json;
using FlexCore.Api.Ingest;

namespace FlexCore.Api.Tests.Ingest;

/// <summary>Random bodies, well formed and damaged, beside an oracle that parses them whole.</summary>
public sealed class FramingPropertyTests
{
    private static readonly IngestLimits Limits = new(RecordBytesMax: 200, RecordsMax: 12, DepthMax: 6);

    /// <summary>What is taken is what a JSON parser finds; what a JSON parser refuses is refused; nothing is taken in part.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20261127)]
    public void A_damaged_body_is_refused_whole_or_means_what_a_parser_says(int seed)
    {
        var random = new Random(seed);
        var (taken, refused) = (0, 0);
        for (var round = 0; round < 3_000; round++)
        {
            var body = Damage(BodyOf(random), random);
            foreach (var format in new[] { BodyFormat.Json, BodyFormat.Ndjson })
            {
                var phase = $"seed {seed}, round {round}, {format}: {Encoding.UTF8.GetString(body)}";
                var expected = Oracle(body, format);
                var (lines, problem) = Frame(body, format);
                if (problem is not null)
                {
                    expected.ShouldBeNull(phase);
                    refused++;
                    continue;
                }

                lines.ShouldBe(expected.ShouldNotBeNull(phase), phase);
                taken++;
            }
        }

        (taken, refused).ShouldSatisfyAllConditions(() => taken.ShouldBeGreaterThan(300), () => refused.ShouldBeGreaterThan(300));
    }

    // Null when the body must be refused: by a parser of the framework, by the bounds, or because nothing is in it.
    private static List<string>? Oracle(byte[] body, BodyFormat format)
    {
        var text = body.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? body[3..] : body;
        if (!System.Text.Unicode.Utf8.IsValid(body))
        {
            return null;
        }

        var values = new List<JsonElement>();
        foreach (var piece in format == BodyFormat.Ndjson ? Lines(text) : [text])
        {
            if (!TryParse(piece, format == BodyFormat.Json && IsArray(piece) ? Limits.DepthMax + 1 : Limits.DepthMax, out var value))
            {
                return null;
            }

            values.Add(value);
        }

        if (format == BodyFormat.Json && values is [{ ValueKind: JsonValueKind.Array } array])
        {
            values = [.. array.EnumerateArray()];
        }

        return values.Count is 0 or > 12 || values.Exists(value => Encoding.UTF8.GetByteCount(value.GetRawText()) > 200) ? null : [.. values.Select(Compact)];
    }

    private static IEnumerable<byte[]> Lines(byte[] text) =>
        Encoding.UTF8.GetString(text).Split('\n').Select(line => line.Trim(' ', '\t', '\r')).Where(line => line.Length > 0).Select(Encoding.UTF8.GetBytes);

    private static bool IsArray(byte[] text) => Encoding.UTF8.GetString(text).TrimStart(' ', '\t', '\r', '\n').StartsWith('[');

    private static bool TryParse(byte[] text, int depth, out JsonElement value)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = depth });
            value = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            value = default;
            return false;
        }
    }

    private static (List<string> Lines, object? Problem) Frame(byte[] body, BodyFormat format)
    {
        var bytes = new PooledBytes(body.Length + 1);
        body.CopyTo(bytes.Reserve(body.Length));
        bytes.Length = body.Length;
        var framed = RecordFramer.Frame(bytes, format, Limits);
        if (framed.Problem is { } problem)
        {
            (framed.Count, framed.Length).ShouldBe((0, 0), "nothing of a refused body is left to append");
            bytes.Return();
            return ([], problem);
        }

        var text = Encoding.UTF8.GetString(bytes.Memory(framed.Length).Span);
        bytes.Return();
        text.ShouldEndWith("\n");
        var lines = text[..^1].Split('\n');
        lines.Length.ShouldBe(framed.Count, "one line for each record");
        return ([.. lines.Select(line => Compact(JsonDocument.Parse(line).RootElement))], null);
    }

    private static string Compact(JsonElement value) => JsonSerializer.Serialize(value);

    private static byte[] BodyOf(Random random)
    {
        var values = Enumerable.Range(0, random.Next(0, 14)).Select(_ => ValueOf(random, 4)).ToList();
        var blank = () => new string(random.Next(4) switch { 0 => " ", 1 => "\t", 2 => "\r\n", _ => "" });
        var text = random.Next(3) switch
        {
            0 => $"{blank()}[{blank()}{string.Join($"{blank()},{blank()}", values)}{blank()}]{blank()}",
            1 => string.Join(random.Next(2) == 0 ? "\n" : "\r\n\n", values),
            _ => $"{blank()}{ValueOf(random, 6)}{blank()}",
        };
        return Encoding.UTF8.GetBytes((random.Next(10) == 0 ? "\ufeff" : "") + text);
    }

    private static string ValueOf(Random random, int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => "null",
        1 => $"{random.Next(-99, 99)}.5e1",
        2 => "\"ü \\n \\\" 🙂\"",
        3 => random.Next(2) == 0 ? "true" : "[]",
        4 => $"\"{new string('x', random.Next(120))}\"",
        5 => $"[{ValueOf(random, depth - 1)} , {ValueOf(random, depth - 1)}]",
        _ => $"{{\"a\":{ValueOf(random, depth - 1)},\"b\" : {ValueOf(random, depth - 1)}}}",
    };

    private static byte[] Damage(byte[] body, Random random)
    {
        if (body.Length == 0 || random.Next(2) == 0)
        {
            return body;
        }

        var at = random.Next(body.Length);
        return random.Next(4) switch
        {
            0 => body[..at],
            1 => [.. body[..at], .. body[(at + 1)..]],
            2 => [.. body[..at], (byte)"{}[],:\"\n\\\0\u00ff"[random.Next(11)], .. body[(at + 1)..]],
            _ => [.. body[..at], .. body[at..], .. body[at..]],
        };
    }
}
