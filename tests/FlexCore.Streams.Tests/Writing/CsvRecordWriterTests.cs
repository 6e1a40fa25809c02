using System.Buffers;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Tests.Writing;

public sealed class CsvRecordWriterTests
{
    private static readonly RecordLayout Open = new([], originSlot: 0);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData(" ", " ")]
    [InlineData("\t", "\t")]
    [InlineData(",", "\",\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData("\"\"", "\"\"\"\"\"\"")]
    [InlineData("a\"b\"c", "\"a\"\"b\"\"c\"")]
    [InlineData("\"end", "\"\"\"end\"")]
    [InlineData("end\"", "\"end\"\"\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    [InlineData("'a;b'", "'a;b'")]
    [InlineData("é😀", "é😀")]
    [InlineData("null", "null")]
    public void Text_is_quoted_exactly_where_the_format_asks_for_it(string text, string expected)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);

        Cell(Value.String(text)).ShouldBe(expected);
        Cell(Value.Utf8(utf8, 0, utf8.Length)).ShouldBe(expected);
    }

    public static TheoryData<string, object> Others => new()
    {
        { "", Value.Undefined },
        { "", Value.Null },
        { "", Value.Number(double.NaN) },
        { "", Value.Number(double.PositiveInfinity) },
        { "", Value.Number(double.NegativeInfinity) },
        { "true", Value.True },
        { "false", Value.False },
        { "0", Value.Number(0) },
        { "-1.5", Value.Number(-1.5) },
        { "1e+21", Value.Number(1e21) },
        { "9007199254740993", Value.Number(new ExactNumber("9007199254740993", 9007199254740992d)) },
        { "[]", Value.Array(ArrayValue.Empty) },
        { "{}", Value.Object(new ObjectValue()) },
        { "\"[1,2]\"", Value.Array(new ArrayValue(Value.Number(1), Value.Number(2))) },
        { "[1]", Value.Array(new ArrayValue(Value.Number(1))) },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Other_values_look_like_this(string expected, object value) => Cell((Value)value).ShouldBe(expected);

    [Fact]
    public void A_closed_layout_without_fields_has_no_header_but_a_line_for_each_row()
    {
        var writer = new CsvRecordWriter(new RecordLayout([]));
        var output = new ArrayBufferWriter<byte>();
        writer.Begin([Value.True], output);
        output.WrittenCount.ShouldBe(0);

        writer.Write([Value.True], output);
        writer.Write([Value.True], output);

        Text(output).ShouldBe("\n\n");
    }

    [Fact]
    public void An_open_layout_without_rows_has_no_header()
    {
        var output = new ArrayBufferWriter<byte>();
        new CsvRecordWriter(Open).Begin([], output);

        output.WrittenCount.ShouldBe(0);
    }

    [Fact]
    public void Columns_come_from_the_layout_even_if_the_first_row_lacks_them()
    {
        var writer = new CsvRecordWriter(new RecordLayout([new("b", 1), new("a", 0)]));
        var output = new ArrayBufferWriter<byte>();
        writer.Begin([Value.Undefined, Value.Undefined], output);
        writer.Write([Value.Undefined, Value.Number(2)], output);
        writer.Write([Value.Number(1), Value.Undefined], output);

        Text(output).ShouldBe("b,a\n2,\n,1\n");
    }

    [Fact]
    public void Open_rows_are_written_in_the_order_of_the_header()
    {
        OpenRows("""{"a":1,"b":2}""", """{"b":3,"a":4}""", """{"b":5}""", "{}").ShouldBe("a,b\n1,2\n4,3\n,5\n,\n");
    }

    [Fact]
    public void A_further_field_ends_the_run_and_is_named_with_the_columns()
    {
        var error = Should.Throw<StreamException>(() => OpenRows("""{"a":1,"b":2}""", """{"a":1,"B":2}"""));

        error.Code.ShouldBe("csv-column-unknown");
        error.Message.ShouldContain("'B'");
        error.Message.ShouldContain("only: a, b.");
        error.Message.ShouldContain("'select'");
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("\"quoted\"")]
    [InlineData("line\nend")]
    [InlineData("")]
    [InlineData("é")]
    public void Column_names_of_any_kind_survive_a_snapshot(string name)
    {
        var row = $"{{{System.Text.Json.JsonSerializer.Serialize(name)}:1}}";
        var first = new CsvRecordWriter(Open);
        first.Begin(Row(row), new ArrayBufferWriter<byte>());
        var state = new ArrayBufferWriter<byte>();
        first.Snapshot(state);

        var second = new CsvRecordWriter(Open);
        second.Restore(new ReadOnlySequence<byte>(state.WrittenMemory));
        var output = new ArrayBufferWriter<byte>();
        second.Write(Row(row), output);

        Text(output).ShouldBe("1\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[\"a\"")]
    [InlineData("[\"a\"]x")]
    [InlineData("[1]")]
    [InlineData("[\"a\",null]")]
    public void State_that_is_no_list_of_names_is_damage(string state)
    {
        var error = Should.Throw<StreamException>(() => new CsvRecordWriter(Open).Restore(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(state))));

        error.Code.ShouldBe("checkpoint-damaged");
        error.Message.ShouldContain("--fresh");
    }

    private static string Cell(Value value)
    {
        var output = new ArrayBufferWriter<byte>();
        new CsvRecordWriter(new RecordLayout([new FieldSlot("a", 0)])).Write([value], output);
        return Text(output)[..^1];
    }

    private static string OpenRows(params string[] rows)
    {
        var writer = new CsvRecordWriter(Open);
        var output = new ArrayBufferWriter<byte>();
        writer.Begin(Row(rows[0]), output);
        foreach (var row in rows)
        {
            writer.Write(Row(row), output);
        }

        return Text(output);
    }

    private static Value[] Row(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        return [Value.Utf8(bytes, 0, bytes.Length)];
    }

    private static string Text(ArrayBufferWriter<byte> output) => Encoding.UTF8.GetString(output.WrittenSpan);
}
