using System.Buffers;
using System.Text;
using FlexCore.Application.Streams;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Tests.Writing;

public sealed class WriterTests
{
    private const int Origin = 3;

    private static readonly FieldSlot[] Abc = [new("a", 0), new("b", 1), new("c", 2)];

    [Fact]
    public void A_closed_row_is_an_object_of_its_fields_in_order()
    {
        Ndjson(new RecordLayout(Abc), Value.Number(1.5), Value.Undefined, Value.Null).ShouldBe("{\"a\":1.5,\"c\":null}\n");
        Ndjson(new RecordLayout([new("z", 2), new("x\"y", 0)]), Value.True, Value.Undefined, Value.String("t")).ShouldBe("{\"z\":\"t\",\"x\\\"y\":true}\n");
        Ndjson(new RecordLayout([])).ShouldBe("{}\n");
    }

    [Fact]
    public void Text_is_escaped_as_JSON_stringify_does()
    {
        const string text = "\"\\\b\f\n\r\t\u0001\u001f\u007f\u2028é😀/\ud800";
        const string expected = "{\"a\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\u007f\u2028é😀/\\ud800\"}\n";
        Ndjson(new RecordLayout([Abc[0]]), Value.String(text)).ShouldBe(expected);

        var utf8 = Encoding.UTF8.GetBytes(text[..^1]);
        Ndjson(new RecordLayout([Abc[0]]), Value.Utf8(utf8, 0, utf8.Length)).ShouldBe(expected.Replace("\\ud800", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Nested_values_are_written_as_JSON_stringify_does()
    {
        var nested = new ObjectValue();
        nested.Set("n", Value.Number(new ExactNumber("18446744073709551615", 18446744073709551615d)));
        nested.Set("gone", Value.Undefined);
        nested.Set("list", Value.Array(new ArrayValue(Value.Undefined, Value.Number(double.NaN), Value.False)));

        Ndjson(new RecordLayout([Abc[0]]), Value.Object(nested)).ShouldBe("{\"a\":{\"n\":18446744073709551615,\"list\":[null,null,false]}}\n");
    }

    [Fact]
    public void Text_longer_than_any_buffer_is_written_whole()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789\n", 100_000));

        Ndjson(new RecordLayout([Abc[0]]), Value.String(text)).Length.ShouldBe("{'a':''}\n".Length + (12 * 100_000));
    }

    [Fact]
    public void An_untouched_open_row_is_its_origin_byte_for_byte()
    {
        Open([], [], "{ \"x\" : 1.00, \"x\":\"\\u0041\" }\r").ShouldBe("{ \"x\" : 1.00, \"x\":\"\\u0041\" }\n");
    }

    [Fact]
    public void Changed_fields_are_replaced_in_place_and_new_ones_appended()
    {
        Open(Abc, [], """{"z":1.0,"b":[1, 2],"y":{ }}""", Value.Number(7), Value.String("new"))
            .ShouldBe("{\"z\":1.0,\"b\":\"new\",\"y\":{ },\"a\":7}\n");
    }

    [Fact]
    public void Removed_and_undefined_fields_disappear()
    {
        Open([Abc[0]], ["y", "nope"], """{"a":1,"y":2,"z":3,"y":4}""", Value.Undefined).ShouldBe("{\"z\":3}\n");
        Open([], ["a"], """{"a":1}""").ShouldBe("{}\n");
        Open([], ["a"], "{}").ShouldBe("{}\n");
    }

    [Fact]
    public void A_field_with_an_escaped_name_or_a_second_place_is_recognised()
    {
        Open([Abc[0]], ["y"], "{\"\\u0061\":1,\"\\u0079\":2,\"z\":3,\"a\":4}", Value.Number(9)).ShouldBe("{\"a\":9,\"z\":3}\n");
    }

    [Fact]
    public void Csv_has_a_header_and_quotes_where_the_format_asks_for_it()
    {
        var layout = new RecordLayout([new("plain", 0), new("q\"t", 1), new("c,d", 2)]);

        Csv(layout, [Value.String("x y"), Value.String("a\"b"), Value.String("1,2\n")], [Value.Number(1.5), Value.Null, Value.String("")])
            .ShouldBe("plain,\"q\"\"t\",\"c,d\"\nx y,\"a\"\"b\",\"1,2\n\"\n1.5,,\"\"\n");
    }

    [Fact]
    public void Csv_writes_lists_as_JSON_and_missing_values_as_nothing()
    {
        Csv(new RecordLayout(Abc), [Value.Array(new ArrayValue(Value.Number(1), Value.String("x"))), Value.Undefined, Value.Number(double.NaN)])
            .ShouldBe("a,b,c\n\"[1,\"\"x\"\"]\",,\n");
    }

    [Fact]
    public void Csv_without_rows_has_only_its_header()
    {
        var output = new ArrayBufferWriter<byte>();
        new CsvRecordWriter(new RecordLayout(Abc)).Begin([], output);
        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe("a,b,c\n");
    }

    [Fact]
    public void Csv_of_open_rows_takes_its_columns_from_the_first_row()
    {
        var layout = new RecordLayout([Abc[0]], Origin);
        Csv(layout, OpenRow("""{"x":1,"a":0}""", Value.String("v")), OpenRow("""{"x":"y"}""", Value.Undefined)).ShouldBe("x,a\n1,v\ny,\n");

        Should.Throw<StreamException>(() => Csv(layout, OpenRow("{\"x\":1}"), OpenRow("{\"x\":1,\"more\":2}")))
            .Message.ShouldContain("'more'");
    }

    [Fact]
    public void Csv_columns_survive_a_snapshot()
    {
        var layout = new RecordLayout([], Origin);
        var first = new CsvRecordWriter(layout);
        first.Begin(OpenRow("""{"x":1,"y":2}"""), new ArrayBufferWriter<byte>());
        var state = new ArrayBufferWriter<byte>();
        first.Snapshot(state);

        var second = new CsvRecordWriter(layout);
        second.Restore(new ReadOnlySequence<byte>(state.WrittenMemory));
        var output = new ArrayBufferWriter<byte>();
        second.Write(OpenRow("""{"y":3,"x":4}"""), output);

        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe("4,3\n");
        Should.Throw<StreamException>(() => second.Restore(new ReadOnlySequence<byte>("[1"u8.ToArray()))).Code.ShouldBe("checkpoint-damaged");
    }

    private static string Open(FieldSlot[] fields, string[] removed, string origin, params Value[] cells) =>
        Ndjson(new RecordLayout(fields, Origin, removed), OpenRow(origin, cells));

    private static Value[] OpenRow(string origin, params Value[] cells)
    {
        var row = new Value[Origin + 1];
        cells.CopyTo(row, 0);
        var bytes = Encoding.UTF8.GetBytes(origin);
        row[Origin] = Value.Utf8(bytes, 0, bytes.Length);
        return row;
    }

    private static string Ndjson(RecordLayout layout, params Value[] row)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new NdjsonRecordWriter(layout);
        writer.Begin(row, output);
        writer.Write(row, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Csv(RecordLayout layout, params Value[][] rows)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new CsvRecordWriter(layout);
        writer.Begin(rows[0], output);
        foreach (var row in rows)
        {
            writer.Write(row, output);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
