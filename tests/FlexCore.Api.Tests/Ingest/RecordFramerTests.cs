using System.Text;
using System.Text.Json;
using FlexCore.Api.Ingest;
using FsCheck;
using FsCheck.Fluent;

namespace FlexCore.Api.Tests.Ingest;

public sealed class RecordFramerTests
{
    private static readonly IngestLimits Limits = new(1_000, 100, 8);

    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":1}\n")]
    [InlineData("  {\"a\":1}\r\n", "{\"a\":1}\n")]
    [InlineData("{\n  \"a\": 1\r\n}", "{   \"a\": 1  }\n")]
    [InlineData("\"line\\nfeed\"", "\"line\\nfeed\"\n")]
    [InlineData("7", "7\n")]
    [InlineData("null", "null\n")]
    [InlineData("[1]", "1\n")]
    [InlineData("[1,2]", "1\n2\n")]
    [InlineData("[ {\"a\":[1,\n2]} , \"x\" ,null]", "{\"a\":[1, 2]}\n\"x\"\nnull\n")]
    [InlineData("[[],[]]", "[]\n[]\n")]
    [InlineData("\uFEFF{\"a\":1}", "{\"a\":1}\n")]
    [InlineData("\uFEFF[1,2]", "1\n2\n")]
    public void A_JSON_body_becomes_one_line_per_record(string body, string lines) => Framed(body, BodyFormat.Json).ShouldBe(lines);

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\n{\"a\":2}\n")]
    [InlineData("{\"a\":1}\n{\"a\":2}", "{\"a\":1}\n{\"a\":2}\n")]
    [InlineData("\n\r\n  \n{\"a\":1} \r\n\n\t2\n", "{\"a\":1}\n2\n")]
    [InlineData("[1,2]\n3", "[1,2]\n3\n")]
    [InlineData("\uFEFF1\n2", "1\n2\n")]
    public void An_NDJSON_body_loses_blank_lines_and_outer_blanks(string body, string lines) => Framed(body, BodyFormat.Ndjson).ShouldBe(lines);

    [Theory]
    [InlineData("{\"a\":", 1, 6)]
    [InlineData("{\"a\":1", 1, 7)]
    [InlineData("{\n\"a\" 1}", 2, 5)]
    [InlineData("{}{}", 1, 3)]
    [InlineData("nul", 1, 4)]
    [InlineData("{\"a\":1,}", 1, 8)]
    [InlineData("{'a':1}", 1, 2)]
    [InlineData("{\"a\":\"x\ny\"}", 1, 8)]
    public void Broken_JSON_is_refused_with_line_and_column(string body, int line, int column)
    {
        var problem = Refused(body, BodyFormat.Json);
        problem.Code.ShouldBe("malformed-json");
        (problem.Line, problem.Column).ShouldBe((line, column), problem.Detail);
    }

    [Theory]
    [InlineData("[1,2,x]", 3, 1, 6)]
    [InlineData("[1,\n{\"a\":]}]", 2, 2, 6)]
    [InlineData("[1,2", 2, 1, 5)]
    [InlineData("[1] 2", 2, 1, 5)]
    public void A_broken_array_names_the_record(string body, int record, int line, int column)
    {
        var problem = Refused(body, BodyFormat.Json);
        (problem.Record, problem.Line, problem.Column).ShouldBe((record, line, column), problem.Detail);
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":}\n", 2, 2, 6)]
    [InlineData("\n\n  {\"a\"}\n", 1, 3, 7)]
    [InlineData("1\n2 3\n", 2, 2, 3)]
    [InlineData("{\"a\":\n1}", 1, 1, 6)]
    public void A_broken_line_names_line_column_and_record(string body, int record, int line, int column)
    {
        var problem = Refused(body, BodyFormat.Ndjson);
        problem.Code.ShouldBe("malformed-json");
        (problem.Record, problem.Line, problem.Column).ShouldBe((record, line, column), problem.Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("[]")]
    [InlineData("[ \n ]")]
    public void A_body_without_a_record_is_refused(string body) => Refused(body, BodyFormat.Json).Code.ShouldBe("no-records");

    [Fact]
    public void Blank_lines_alone_are_no_records() => Refused("\n \r\n\n", BodyFormat.Ndjson).Code.ShouldBe("no-records");

    [Theory]
    [InlineData("Json")]
    [InlineData("Ndjson")]
    public void Bytes_that_are_not_UTF8_are_refused(string format)
    {
        var bytes = Pooled([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        RecordFramer.Frame(bytes, Enum.Parse<BodyFormat>(format), Limits).Problem.ShouldNotBeNull().Code.ShouldBe("not-utf8");
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Depth_is_bounded_alike_in_all_forms(int depth, bool taken)
    {
        var record = new string('[', depth) + new string(']', depth);
        foreach (var (body, format) in new[] { ($"[{record}]", BodyFormat.Json), (record, BodyFormat.Ndjson), ($"{{\"a\":{record[1..^1]}}}", BodyFormat.Json) })
        {
            var framed = RecordFramer.Frame(Pooled(Encoding.UTF8.GetBytes(body)), format, Limits);
            (framed.Problem is null).ShouldBe(taken, body);
            if (!taken)
            {
                framed.Problem.ShouldNotBeNull().Detail.ShouldContain("nests deeper than 8 levels");
            }
        }
    }

    [Theory]
    [InlineData("{\"a\":", BodyFormat.Json)]
    [InlineData("[{\"a\":1}", BodyFormat.Json)]
    [InlineData("{\"a\":1\n", BodyFormat.Ndjson)]
    internal void A_body_that_breaks_off_is_not_taken_for_a_deep_one(string body, BodyFormat format) =>
        Refused(body, format).Detail.ShouldContain("is not valid JSON");

    [Fact]
    public void A_million_nested_brackets_are_refused_at_the_bound() =>
        Refused(new string('[', 1_000_000), BodyFormat.Json).Detail.ShouldContain("deeper");

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void The_number_of_records_is_bounded(int count, bool taken)
    {
        var records = Enumerable.Range(0, count).ToList();
        foreach (var (body, format) in new[] { ($"[{string.Join(',', records)}]", BodyFormat.Json), (string.Join('\n', records), BodyFormat.Ndjson) })
        {
            var framed = RecordFramer.Frame(Pooled(Encoding.UTF8.GetBytes(body)), format, Limits);
            (framed.Problem?.Code).ShouldBe(taken ? null : "too-many-records");
            framed.Count.ShouldBe(taken ? count : 0);
        }
    }

    [Theory]
    [InlineData(998, true)]
    [InlineData(999, false)]
    public void The_size_of_a_record_is_bounded(int letters, bool taken)
    {
        var record = $"\"{new string('x', letters)}\"";
        foreach (var (body, format) in new[] { ($"[1,{record}]", BodyFormat.Json), ($"1\n{record}", BodyFormat.Ndjson), (record, BodyFormat.Json) })
        {
            (RecordFramer.Frame(Pooled(Encoding.UTF8.GetBytes(body)), format, Limits).Problem?.Code).ShouldBe(taken ? null : "record-too-large");
        }
    }

    /// <summary>Whatever values, blanks and line breaks: the lines hold the same values in the same order, whichever form brought them.</summary>
    [Fact]
    public void Every_form_of_the_same_records_gives_the_same_values()
    {
        var wide = new IngestLimits(100_000, 1_000, 64);
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<NonEmptyArray<int>>(),
            seeds =>
            {
                var values = seeds.Get.Select(Value).ToList();
                var indented = "[ " + string.Join(" ,\r\n ", values.Select(value => JsonSerializer.Serialize(value, Indented))) + "\n]";
                var lines = string.Join("\n\r\n", values.Select(value => "  " + JsonSerializer.Serialize(value)));
                return Same(indented, BodyFormat.Json, values, wide) && Same(lines, BodyFormat.Ndjson, values, wide);
            });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), property);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static object Value(int seed) => (Math.Abs(seed % 5)) switch
    {
        0 => seed,
        1 => $"text \n {seed} ü \"quoted\"",
        2 => new Dictionary<string, object> { ["a"] = seed, ["b c"] = new[] { seed, 1 } },
        3 => new object[] { seed, "x", new Dictionary<string, object>() },
        _ => seed % 2 == 0,
    };

    private static bool Same(string body, BodyFormat format, List<object> values, IngestLimits limits)
    {
        var bytes = Pooled(Encoding.UTF8.GetBytes(body));
        var framed = RecordFramer.Frame(bytes, format, limits);
        var lines = Encoding.UTF8.GetString(bytes.Memory(framed.Length).Span).Split('\n')[..^1];
        return framed.Problem is null && framed.Count == values.Count
            && lines.Select(line => JsonSerializer.Serialize(JsonDocument.Parse(line).RootElement)).SequenceEqual(values.Select(value => JsonSerializer.Serialize(value)));
    }

    private static string Framed(string body, BodyFormat format)
    {
        var bytes = Pooled(Encoding.UTF8.GetBytes(body));
        var framed = RecordFramer.Frame(bytes, format, Limits);
        (framed.Problem?.Detail).ShouldBeNull();
        var text = Encoding.UTF8.GetString(bytes.Memory(framed.Length).Span);
        framed.Count.ShouldBe(text.Count(c => c == '\n'));
        return text;
    }

    private static Api.Problems.Problem Refused(string body, BodyFormat format) =>
        RecordFramer.Frame(Pooled(Encoding.UTF8.GetBytes(body)), format, Limits).Problem.ShouldNotBeNull();

    private static PooledBytes Pooled(byte[] body)
    {
        var bytes = new PooledBytes(body.Length);
        body.CopyTo(bytes.Reserve(body.Length));
        bytes.Length = body.Length;
        return bytes;
    }
}
