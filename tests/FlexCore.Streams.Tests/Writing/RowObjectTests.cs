using System.Buffers;
using System.Text;
using System.Text.Json;
using FlexCore.Streams.Json;
using FlexCore.Streams.Operators;
using FlexCore.Streams.Records;
using FlexCore.Streams.Tests.Grouping;
using FlexCore.Streams.Tests.Json;
using FlexCore.Streams.Values;
using FlexCore.Streams.Writing;

namespace FlexCore.Streams.Tests.Writing;

/// <summary>Merging fields into an open record's own text, against the document object model of the runtime.</summary>
public sealed class RowObjectTests
{
    private const int Origin = 2;

    [Fact]
    public void A_name_that_UTF_8_cannot_hold_is_not_the_empty_name()
    {
        const string origin = "{\"\\ud800\":1,\"b\":2}";

        Merge([new("", 0)], [], origin, Value.Number(9)).ShouldBe("{\"\\ud800\":1,\"b\":2,\"\":9}");
        Merge([], [""], origin).ShouldBe(origin);
    }

    [Fact]
    public void The_empty_name_is_a_name()
    {
        Merge([new("", 0)], [], "{\"\":1,\"b\":2}", Value.Number(9)).ShouldBe("{\"\":9,\"b\":2}");
        Merge([], [""], "{\"\":1,\"b\":2}").ShouldBe("{\"b\":2}");
    }

    [Fact]
    public void A_field_that_is_both_removed_and_set_is_set() =>
        Merge([new("a", 0)], ["a"], "{\"a\":1,\"b\":2}", Value.Number(9)).ShouldBe("{\"a\":9,\"b\":2}");

    [Fact]
    public void An_origin_that_is_no_object_is_a_mistake_of_the_program() =>
        Should.Throw<InvalidOperationException>(() => Merge([new("a", 0)], [], "[1]", Value.Null)).Message.ShouldContain("not a JSON object");

    [Theory]
    [InlineData(381)]
    [InlineData(382)]
    public void Any_record_merges_as_its_object_model_does(int seed)
    {
        var random = new Random(seed);
        var json = new RandomJson(random);
        string[] names = ["a", "ü", "nested", "a b", "", "new"];
        for (var i = 0; i < 3_000; i++)
        {
            var origin = json.Object();
            var model = FieldsOf(origin);
            random.Shuffle(names);
            var value = random.Next(4) == 0 ? Value.Undefined : Value.Number(random.Next(100));

            var merged = Merge([new(names[0], 0)], [names[1]], origin, value);

            model.Remove(names[1]);
            model.Remove(names[0]);
            if (!value.IsUndefined)
            {
                model[names[0]] = value.ToString();
            }

            FieldsOf(merged).ShouldBe(model, ignoreOrder: true, $"seed {seed}, case {i}: {origin} with {names[0]} = {value}, without {names[1]} → {merged}");
        }
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(100)]
    public async Task Values_that_an_expression_has_nested_deep_reach_lists_and_CSV(int depth)
    {
        var nested = Value.Number(1);
        for (var i = 0; i < depth; i++)
        {
            nested = Value.Array(new ArrayValue(nested));
        }

        var layout = new RecordLayout([new("a", 0)], Origin);
        var row = Row("{\"b\":2}", nested);
        var csv = new ArrayBufferWriter<byte>();
        var writer = new CsvRecordWriter(layout);
        writer.Begin(row, csv);
        writer.Write(row, csv);
        var batches = await Rows.RunAsync(new BatchOperator(1, layout), [row], Origin + 1, 1);

        var text = $"{new string('[', depth)}1{new string(']', depth)}";
        Encoding.UTF8.GetString(csv.WrittenSpan).ShouldBe($"b,a\n2,{text}\n");
        batches[0][0].AsArray()[0].AsObject()["a"].ShouldBe(nested);
    }

    // The text of each field; of two with one name the last counts.
    private static Dictionary<string, string> FieldsOf(string text)
    {
        using var document = JsonDocument.Parse(text);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            fields[field.Name] = field.Value.GetRawText();
        }

        return fields;
    }

    private static string Merge(FieldSlot[] fields, string[] removed, string origin, params Value[] cells)
    {
        var output = new ArrayBufferWriter<byte>();
        var json = new JsonOutput(output);
        new RowObject(new RecordLayout(fields, Origin, removed)).Write(Row(origin, cells), ref json);
        json.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static Value[] Row(string origin, params Value[] cells)
    {
        var row = new Value[Origin + 1];
        cells.CopyTo(row, 0);
        var bytes = Encoding.UTF8.GetBytes(origin);
        row[Origin] = Value.Utf8(bytes, 0, bytes.Length);
        return row;
    }
}
