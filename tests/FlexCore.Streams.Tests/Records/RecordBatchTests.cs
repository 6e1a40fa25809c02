using System.Text;
using FlexCore.Streams.Records;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Records;

public sealed class RecordBatchTests
{
    [Fact]
    public void A_batch_of_a_chunk_has_a_row_for_each_record_and_selects_all()
    {
        var batch = new RecordBatch(2);
        var chunk = Chunk("a\nbb\nccc\n");

        batch.Reset(chunk);

        batch.RowCount.ShouldBe(3);
        batch.Selection.ToArray().ShouldBe([0, 1, 2]);
        batch.Source.ShouldBeSameAs(chunk);
        Enumerable.Range(0, 3).Select(batch.OriginOf).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Nothing_of_an_earlier_chunk_is_left()
    {
        var batch = new RecordBatch(2);
        batch.Reset(Chunk("a\nb\nc\n"));
        batch.Row(0)[0] = Value.True;
        batch.Row(2)[1] = Value.True;
        batch.Fail(1, 7, new RecordFailure("reason", "detail"));
        batch.SelectionBuffer[0] = 2;
        batch.Keep(1);

        batch.Reset(Chunk("d\ne\nf\ng\n"));

        batch.Failures.ShouldBeEmpty();
        batch.Selection.ToArray().ShouldBe([0, 1, 2, 3]);
        for (var row = 0; row < batch.RowCount; row++)
        {
            batch.Row(row).ToArray().ShouldBe([Value.Undefined, Value.Undefined], $"row {row}");
        }
    }

    [Fact]
    public void Added_rows_keep_their_cells_and_origins_while_the_batch_grows()
    {
        var batch = new RecordBatch(3);
        for (var i = 0; i < 1_000; i++)
        {
            var row = batch.Add(i * 2);
            row.ToArray().ShouldAllBe(cell => cell.IsUndefined);
            row[1] = Value.Number(i);
        }

        batch.Selection.ToArray().ShouldBe(Enumerable.Range(0, 1_000));
        for (var i = 0; i < 1_000; i++)
        {
            batch.Row(i)[1].ShouldBe(Value.Number(i));
            batch.OriginOf(i).ShouldBe(i * 2);
        }
    }

    [Fact]
    public void A_cleared_batch_is_empty_and_its_rows_begin_anew()
    {
        var batch = new RecordBatch(1);
        batch.Add(5)[0] = Value.True;
        batch.Clear();

        batch.RowCount.ShouldBe(0);
        batch.SelectedCount.ShouldBe(0);
        batch.Source.ShouldBeNull();
        batch.Add(9)[0].ShouldBe(Value.Undefined);
        batch.OriginOf(0).ShouldBe(9);
    }

    [Fact]
    public void Rows_without_cells_are_still_rows()
    {
        var batch = new RecordBatch(0);
        batch.Add(1).Length.ShouldBe(0);
        batch.Add(2).Length.ShouldBe(0);

        batch.RowCount.ShouldBe(2);
        batch.OriginOf(1).ShouldBe(2);
    }

    [Fact]
    public void A_record_knows_its_source_offset_and_line()
    {
        var chunk = Chunk("a\n\"b\nb\"\nccc\n", [0, 2, 8], [1, 5, 3]);

        chunk.PositionOf(0).ShouldBe(new RecordPosition("test", 2, 1_000, 41));
        chunk.PositionOf(1).ShouldBe(new RecordPosition("test", 2, 1_002, 42));
        chunk.PositionOf(2).ShouldBe(new RecordPosition("test", 2, 1_008, 44));
        Encoding.UTF8.GetString(chunk.Span(1)).ShouldBe("\"b\nb\"");
    }

    [Fact]
    public void A_layout_finds_its_fields_by_exact_name()
    {
        var layout = new RecordLayout([new("a", 3), new("A", 1), new("", 0)], 5, ["b"]);

        layout.IsOpen.ShouldBeTrue();
        layout.TryGetSlot("A", out var slot).ShouldBeTrue();
        slot.ShouldBe(1);
        layout.TryGetSlot("", out slot).ShouldBeTrue();
        slot.ShouldBe(0);
        layout.TryGetSlot("b", out slot).ShouldBeFalse();
        slot.ShouldBe(-1);
        new RecordLayout([]).IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void A_parse_failure_counts_its_bytes_from_one() =>
        new ParseFailure("a quote is missing", 0).ToRecordFailure("invalid").ShouldBe(new RecordFailure("invalid", "a quote is missing, at byte 1 of the record"));

    private static SourceChunk Chunk(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        var starts = new int[lines.Length];
        for (var i = 1; i < lines.Length; i++)
        {
            starts[i] = starts[i - 1] + lines[i - 1].Length + 1;
        }

        return Chunk(text, starts, [.. lines.Select(line => line.Length)]);
    }

    private static SourceChunk Chunk(string text, int[] starts, int[] lengths) =>
        new(Encoding.UTF8.GetBytes(text), starts, lengths, starts.Length) { SourceName = "test", SourceIndex = 2, BaseOffset = 1_000, FirstLine = 41 };
}
