using System.Text;
using FlexCore.Streams.Json;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Parsing;

public sealed class AccessLogParserTests
{
    private const string Line = """127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif?x=1 HTTP/1.0" 200 2326 "http://www.example.com/start.html" "Mozilla/4.08 [en] (Win98; I ;Nav)" """;

    private static readonly string[] Fields = [.. AccessLogFields.Combined];

    [Fact]
    public void Delivers_every_field_of_a_combined_line()
    {
        var row = Parse(Line + "0.123");

        row["host"].ShouldBe(Value.String("127.0.0.1"));
        row["ident"].ShouldBe(Value.Null);
        row["user"].ShouldBe(Value.String("frank"));
        row["time"].ShouldBe(Value.Number(971_211_336_000));
        row["method"].ShouldBe(Value.String("GET"));
        row["url"].ShouldBe(Value.String("/apache_pb.gif?x=1"));
        row["path"].ShouldBe(Value.String("/apache_pb.gif"));
        row["protocol"].ShouldBe(Value.String("HTTP/1.0"));
        row["status"].ShouldBe(Value.Number(200));
        row["bytes"].ShouldBe(Value.Number(2326));
        row["referer"].ShouldBe(Value.String("http://www.example.com/start.html"));
        row["agent"].ShouldBe(Value.String("Mozilla/4.08 [en] (Win98; I ;Nav)"));
        row["latency"].ShouldBe(Value.Number(0.123));
        row["request"].ShouldBe(Value.String("GET /apache_pb.gif?x=1 HTTP/1.0"));
    }

    [Theory]
    [MemberData(nameof(AccessLogLines.Valid), MemberType = typeof(AccessLogLines))]
    public void Reads_real_world_lines(string line, string field, string json) =>
        Json(Parse(line)[field]).ShouldBe(json, $"{field} of {line}");

    [Theory]
    [MemberData(nameof(AccessLogLines.Broken), MemberType = typeof(AccessLogLines))]
    public void Refuses_dirt_with_a_reason_and_a_place(string line, string reason, int position)
    {
        var failure = Chunks.Fault(new AccessLogParser(Chunks.Target(Fields), AccessLogFormat.Combined), line, Fields.Length);

        failure.Reason.ShouldBe("invalid-access-log");
        failure.Detail.ShouldStartWith(reason, Case.Sensitive, line);
        failure.Detail.ShouldEndWith($"at byte {position} of the record", Case.Sensitive, line);
    }

    [Fact]
    public void A_common_line_ends_after_the_size()
    {
        var parser = new AccessLogParser(Chunks.Target("status", "bytes", "latency", "referer"), AccessLogFormat.Common);

        var row = Chunks.Parse(parser, """h - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 304 -""", 4);
        row.ShouldBe([Value.Number(304), Value.Null, Value.Null, Value.Undefined]);

        Chunks.Parse(parser, """h - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 304 12 77""", 4)[2].ShouldBe(Value.Number(77));
    }

    [Fact]
    public void Validity_does_not_depend_on_the_wanted_fields()
    {
        var nothing = new AccessLogParser(Chunks.Target(), AccessLogFormat.Combined);
        foreach (var dirt in AccessLogLines.Broken)
        {
            Chunks.TryParse(nothing, Chunks.Of((string)dirt[0]), 0, out _, out _).ShouldBeFalse((string)dirt[0]);
        }
    }

    [Fact]
    public void A_field_alone_has_the_same_value_as_among_all_fields()
    {
        foreach (var line in AccessLogLines.Valid.Select(row => (string)row[0]))
        {
            var all = Parse(line);
            foreach (var field in Fields)
            {
                var alone = Chunks.Parse(new AccessLogParser(Chunks.Target(field), AccessLogFormat.Combined), line, 1);
                alone[0].ShouldBe(all[field], $"{field} of {line}");
            }
        }
    }

    [Fact]
    public void Random_damage_never_throws_and_never_reads_outside_of_the_line()
    {
        const int seed = 20261122;
        var random = new Random(seed);
        var parser = new AccessLogParser(Chunks.Target(Fields), AccessLogFormat.Combined);
        var lines = AccessLogLines.Valid.Concat(AccessLogLines.Broken).Select(row => Encoding.UTF8.GetBytes((string)row[0])).ToArray();
        for (var i = 0; i < 50_000; i++)
        {
            var line = Damage(lines[random.Next(lines.Length)], random);
            var chunk = Chunks.Of(line);
            if (Chunks.TryParse(parser, chunk, Fields.Length, out var row, out var failure))
            {
                row.ShouldAllBe(value => !value.IsUndefined, $"seed {seed}, case {i}");
            }
            else
            {
                failure.Detail.ShouldContain("at byte", Case.Sensitive, $"seed {seed}, case {i}");
            }
        }
    }

    private static byte[] Damage(byte[] line, Random random)
    {
        var damaged = line.ToList();
        for (var n = random.Next(1, 6); n > 0 && damaged.Count > 0; n--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0: damaged.RemoveAt(at); break;
                case 1: damaged.Insert(at, (byte)random.Next(256)); break;
                case 2: damaged[at] = " \"\\[]-x"u8[random.Next(7)]; break;
                default: damaged.RemoveRange(at, damaged.Count - at); break;
            }
        }

        return [.. damaged];
    }

    private static Dictionary<string, Value> Parse(string line)
    {
        var cells = Chunks.Parse(new AccessLogParser(Chunks.Target(Fields), AccessLogFormat.Combined), line, Fields.Length);
        return Fields.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static string Json(Value value)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var json = new JsonOutput(output);
        json.Write(value);
        json.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
