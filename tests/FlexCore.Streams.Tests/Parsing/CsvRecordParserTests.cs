using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Parsing;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Parsing;

public sealed class CsvRecordParserTests
{
    private static readonly Dictionary<string, FieldKind> NoTypes = [];

    [Theory]
    [InlineData("1,2,3", "1", "2", "3")]
    [InlineData("1,2,3\r", "1", "2", "3")]
    [InlineData(",,", "", "", "")]
    [InlineData("a b, c ,d", "a b", " c ", "d")]
    [InlineData("\"a,b\",\"c\",d", "a,b", "c", "d")]
    [InlineData("\"a\"\"b\",\"\"\"\",\"\"", "a\"b", "\"", "")]
    [InlineData("\"a\nb\",\"\r\n\",x", "a\nb", "\r\n", "x")]
    [InlineData("ü,😀,\"ß\"", "ü", "😀", "ß")]
    public void Reads_the_fields_of_RFC_4180(string text, string a, string b, string c) =>
        Chunks.Parse(Parser("a", "b", "c"), text, 3).ShouldBe([Value.String(a), Value.String(b), Value.String(c)]);

    [Theory]
    [InlineData("1,2", "the record has 2 fields, but there are 3 columns, at byte 3 of the record")]
    [InlineData("", "the record has 1 fields, but there are 3 columns, at byte 1 of the record")]
    [InlineData("1,2,3,4", "the record has more than the 3 fields of the columns, at byte 7 of the record")]
    [InlineData("1,2,3,", "the record has more than the 3 fields of the columns, at byte 7 of the record")]
    [InlineData("1,a\"b,3", "a quote stands inside a field that does not begin with one, at byte 4 of the record")]
    [InlineData("1,\"b,3", "a quoted field is not closed, at byte 3 of the record")]
    [InlineData("1,\"b\"x,3", "a closing quote is not followed by the delimiter, at byte 6 of the record")]
    [InlineData("1,2,3,\"", "a quoted field is not closed, at byte 7 of the record")]
    public void Ragged_and_broken_records_are_refused_with_reason_and_place(string text, string detail)
    {
        foreach (var wanted in new string[][] { ["a", "b", "c"], [] })
        {
            var parser = new CsvRecordParser(Chunks.Target(wanted), new CsvFormat((byte)',', ["a", "b", "c"], NoTypes));
            var failure = Chunks.Fault(parser, text, 3);
            failure.Reason.ShouldBe("invalid-csv");
            failure.Detail.ShouldBe(detail);
        }
    }

    [Fact]
    public void Fields_are_converted_to_their_types()
    {
        var types = new Dictionary<string, FieldKind> { ["n"] = FieldKind.Number, ["b"] = FieldKind.Boolean, ["s"] = FieldKind.String };
        var parser = new CsvRecordParser(Chunks.Target("n", "b", "s"), new CsvFormat((byte)';', ["n", "b", "s"], types));

        Chunks.Parse(parser, "12.5;true;7", 3).ShouldBe([Value.Number(12.5), Value.True, Value.String("7")]);
        Chunks.Parse(parser, " -3 ;\"false\";", 3).ShouldBe([Value.Number(-3), Value.False, Value.String("")]);
        Chunks.Parse(parser, ";;", 3).ShouldBe([Value.Null, Value.Null, Value.String("")]);
        Chunks.Fault(parser, "1;x;", 3).Detail.ShouldBe("the field is declared a boolean and is neither true nor false: column 'b', at byte 3 of the record");
        Chunks.Fault(parser, "12,5;;", 3).Detail.ShouldBe("the field is declared a number and is not one: column 'n', at byte 1 of the record");
    }

    [Fact]
    public void A_header_names_the_columns_of_each_input()
    {
        var parser = new CsvRecordParser(Chunks.Target("x"), new CsvFormat((byte)',', null, NoTypes));

        Chunks.Parse(parser, "1,2", 1, "y,x")[0].ShouldBe(Value.String("2"));
        Chunks.Parse(parser, "1,2", 1, "\"x\",y\r")[0].ShouldBe(Value.String("1"));
    }

    [Theory]
    [InlineData("a,b", "csv-column-missing", "The CSV columns of test have no 'x', which a later step reads. The columns are: a, b.")]
    [InlineData("x,b,x", "csv-column-twice", "The CSV columns of test name 'x' twice.")]
    [InlineData("x,\"b", "csv-header-invalid", "The CSV header of 'test' cannot be read: a quoted field is not closed, at byte 3 of the record.")]
    public void An_unusable_header_ends_the_run_with_a_remedy(string header, string code, string message)
    {
        var parser = new CsvRecordParser(Chunks.Target("x"), new CsvFormat((byte)',', null, NoTypes));

        var error = Should.Throw<StreamException>(() => parser.Begin(Chunks.Of("", header)));

        error.Code.ShouldBe(code);
        error.Message.ShouldStartWith(message);
    }

    [Fact]
    public void The_origin_of_an_open_record_is_a_JSON_object_of_all_columns()
    {
        var types = new Dictionary<string, FieldKind> { ["n"] = FieldKind.Number };
        var parser = new CsvRecordParser(Chunks.OpenTarget("a"), new CsvFormat((byte)',', null, types));

        Chunks.Parse(parser, "x,0012e0,7", 2, "a,\"q\"\"t\",n")[1].ShouldBe(Value.String("{\"a\":\"x\",\"q\\\"t\":\"0012e0\",\"n\":7}"));
    }

    [Fact]
    public void Written_by_the_rules_it_reads_back_the_same()
    {
        const int seed = 77;
        var random = new Random(seed);
        var parser = Parser("a", "b", "c");
        for (var i = 0; i < 20_000; i++)
        {
            var fields = Enumerable.Range(0, 3).Select(_ => RandomText(random)).ToArray();
            var text = string.Join(',', fields.Select(field => field.AsSpan().IndexOfAny(",\"\r\n") >= 0 || random.Next(3) == 0
                ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                : field));

            Chunks.Parse(parser, text, 3).ShouldBe(fields.Select(Value.String), $"seed {seed}, case {i}: {text}");
        }
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        const int seed = 78;
        var random = new Random(seed);
        var parser = new CsvRecordParser(Chunks.OpenTarget("a"), new CsvFormat((byte)',', ["a", "b"], NoTypes));
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = Enumerable.Range(0, random.Next(0, 16)).Select(_ => ",\"\r\nax"u8[random.Next(6)]).ToArray();
            if (!Chunks.TryParse(parser, Chunks.Of(bytes), 2, out _, out var failure))
            {
                failure.Detail.ShouldContain("at byte", Case.Sensitive, $"seed {seed}: {Encoding.ASCII.GetString(bytes)}");
            }
        }
    }

    private static CsvRecordParser Parser(params string[] columns) =>
        new(Chunks.Target(columns), new CsvFormat((byte)',', [.. columns], NoTypes));

    private static string RandomText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(0, 10)).Select(_ => "ab \",\r\nü€;"[random.Next(10)]));
}
