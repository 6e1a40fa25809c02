using System.Text;
using FlexCore.Application.EventTransfer;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.Tests.EventTransfer;

/// <summary>Issue 5: an export proves itself. What is damaged, cut off or put together wrongly is found, with its line.</summary>
public sealed class EventFileTests
{
    [Fact]
    public async Task What_was_exported_reads_back_with_all_it_had()
    {
        var events = await SampleExport.ReadAsync(SampleExport.Whole());

        events.Select(recorded => (recorded.Line, recorded.Kind, recorded.Key, recorded.Version)).ShouldBe(
            [(2, "event-stream", "o-1", 1), (3, "event-stream", "o-2", 1), (5, "event-stream", "o-1", 2), (6, "pipeline", "hits", 1)]);
        events[0].Event.ShouldBe(SampleExport.Placed with
        {
            Origin = new EventOrigin(events[0].Id, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1), "user:ana", "corr-1", "cause-1"),
        });
        events[1].Event?.Data.ShouldBe("""{"total":1.50,"note":"grüße \"daily\" \u00e4"}""", "digits and escapes as they were");
        events[3].Event.ShouldBeNull("the system's own entities are changed by their commands alone");
    }

    /// <summary>The format is a contract: files lie in archives for years. This one was written by version 1 and is never changed.</summary>
    [Fact]
    public async Task The_golden_export_is_written_and_read_as_ever()
    {
        await File.WriteAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "export.actual.ndjson"), SampleExport.Whole());
        var golden = await File.ReadAllBytesAsync(RepositoryFolder.Find("GoldenExports", "v1.ndjson"));
        Encoding.UTF8.GetString(SampleExport.Whole()).ShouldBe(Encoding.UTF8.GetString(golden));
        (await SampleExport.ReadAsync(golden)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_file_that_is_cut_anywhere_is_noticed()
    {
        var whole = SampleExport.Whole();
        for (var length = 0; length < whole.Length - 1; length++)
        {
            await Should.ThrowAsync<EventFileException>(() => SampleExport.ReadAsync(whole[..length]), $"cut behind {length} bytes");
        }

        await SampleExport.ReadAsync(whole[..^1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261128)]
    public async Task A_changed_byte_is_noticed_at_its_line_or_at_the_next_proof(int seed)
    {
        var random = new Random(seed);
        var whole = SampleExport.Whole();
        for (var round = 0; round < 500; round++)
        {
            var at = random.Next(whole.Length - 1);
            var changed = (byte[])whole.Clone();
            changed[at] ^= (byte)(1 << random.Next(8));
            var line = whole.AsSpan(0, at).Count((byte)'\n') + 1;
            var error = await Should.ThrowAsync<EventFileException>(() => SampleExport.ReadAsync(changed), $"seed {seed}, round {round}, byte {at}");
            error.Line.ShouldBeInRange(line, SampleExport.LinesOf(whole).Length + 2, $"seed {seed}, round {round}: {error.Message}");
        }
    }

    [Fact]
    public async Task Each_event_line_answers_for_itself()
    {
        var lines = SampleExport.LinesOf(SampleExport.Whole());
        lines[2] = lines[2].Replace("1.50", "9.50", StringComparison.Ordinal);
        var error = await Should.ThrowAsync<EventFileException>(() => SampleExport.ReadAsync(SampleExport.FileOf(lines)));
        error.Message.ShouldBe("Line 3 does not fit its checksum: it was changed after it was exported. Export again, or take another copy of the file.");
    }

    [Theory]
    [InlineData("drop 1", 3, "counts 2 events, and 1 stand before it")]
    [InlineData("drop 4", 6, "counts 4 events, and 3 stand before it")]
    [InlineData("swap 2 1", 4, "does not fit the hash of the lines before it")]
    [InlineData("swap 4 5", 7, "does not fit the hash of the lines before it")]
    [InlineData("double 1", 3, "has version 1 of 'o-1', and the line before it of that stream has version 1")]
    [InlineData("drop 0", 1, "is not the first line of an export")]
    [InlineData("double 0", 2, "begins another export before the one before it has ended")]
    [InlineData("double 6", 8, "stands behind the export's last line")]
    [InlineData("drop 6", 7, "is missing: the file ends before the export's last line")]
    public async Task Lines_that_are_missing_double_or_out_of_order_are_named(string change, long line, string message)
    {
        var lines = SampleExport.LinesOf(SampleExport.Whole()).ToList();
        var words = change.Split(' ');
        var at = int.Parse(words[1]);
        switch (words[0])
        {
            case "drop":
                lines.RemoveAt(at);
                break;
            case "double":
                lines.Insert(at, lines[at]);
                break;
            default:
                var other = int.Parse(words[2]);
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
        }

        var error = await Should.ThrowAsync<EventFileException>(() => SampleExport.ReadAsync(SampleExport.FileOf(lines)));
        error.Message.ShouldStartWith($"Line {line} {message}");
    }

    [Theory]
    [InlineData("""{"flexcoreEvents":2}""", "says that the export has format version 2, and this program reads version 1. Import it with the version of FlexCore that wrote it, or a newer one.")]
    [InlineData("""{"flexcoreEvents":"x"}""", "says that the export has format version x, and this program reads version 1")]
    [InlineData("""{"flexcoreEvents":1,"store":"11111111-2222-3333-4444-555555555555","sum":"5b2a3a0bd0b85c5f"}""", "does not fit its checksum")]
    [InlineData("""{"flexcoreEvents":1}""", "does not end with its checksum")]
    [InlineData("""{"id":"x"}""", "does not end with its checksum")]
    [InlineData("id,kind,key", "does not end with its checksum")]
    [InlineData("", "does not end with its checksum")]
    public async Task A_file_that_is_something_else_is_refused_at_its_first_line(string first, string message) =>
        (await Should.ThrowAsync<EventFileException>(() => SampleExport.ReadAsync(SampleExport.FileOf([first])))).Message.ShouldStartWith("Line 1 " + message);

    [Theory]
    [InlineData("""{"flexcoreEvents":1,"store":"11111111-2222-3333-4444-555555555555""" + "\"", "has no member 'filter'")]
    [InlineData("""{"flexcoreEvents":1,"surprise":1""", "has the member 'surprise', which this version of the format does not know")]
    [InlineData("""{"flexcoreEvents":1,"flexcoreEvents":1""", "is no line of an export")]
    [InlineData("""{"id":"x","kind":"event-stream""" + "\"", "is no line of an export")]
    public async Task A_line_with_the_right_checksum_and_wrong_members_is_refused_too(string text, string message)
    {
        var digits = new byte[EventFileFormat.SumDigits];
        EventFileFormat.SumOf(Encoding.UTF8.GetBytes(text), digits);
        var line = $"{text},\"sum\":\"{Encoding.UTF8.GetString(digits)}\"}}";
        (await Should.ThrowAsync<EventFileException>(() => SampleExport.ReadAsync(SampleExport.FileOf([line])))).Message.ShouldStartWith("Line 1 " + message);
    }

    [Fact]
    public async Task Exports_that_were_put_together_and_one_that_went_on_behind_a_mark_are_whole()
    {
        var next = SampleExport.Write(writer =>
        {
            writer.Begin(SampleExport.Header with { After = "cut" });
            writer.Add(SampleExport.Event("o-1", 3, "Sent", new StreamEvent("Sent", 1, "{}")));
            writer.End("cut-2");
        });
        (await SampleExport.ReadAsync([.. SampleExport.Whole(), .. next])).Count.ShouldBe(5);

        var interrupted = SampleExport.LinesOf(SampleExport.Whole())[..4];
        var rest = SampleExport.Write(writer =>
        {
            writer.Begin(SampleExport.Header with { After = "here" });
            writer.Add(SampleExport.Event("o-1", 2, "OrderPaid", new StreamEvent("OrderPaid", 1, "{}")));
            writer.End("cut");
        });
        (await SampleExport.ReadAsync([.. SampleExport.FileOf(interrupted), .. rest])).Count.ShouldBe(3);
        await Should.ThrowAsync<EventFileException>(() => SampleExport.ReadAsync([.. SampleExport.FileOf(interrupted), .. next]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(65536)]
    public async Task Lines_are_told_apart_whatever_comes_at_once(int chunk)
    {
        string[] lines = ["a", "", new string('x', 200_000), "no end"];
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        var seen = new List<(string, bool)>();
        await foreach (var (line, isWhole) in EventFileLines.ReadAsync(new DrippingStream(bytes, chunk)))
        {
            seen.Add((Encoding.UTF8.GetString(line.Span), isWhole));
        }

        seen.ShouldBe([("a", true), ("", true), (lines[2], true), ("no end", false)]);
    }

    [Fact]
    public async Task A_line_without_end_does_not_fill_the_memory()
    {
        var error = await Should.ThrowAsync<EventFileException>(async () =>
        {
            await foreach (var _ in EventFileLines.ReadAsync(new DrippingStream(new byte[EventFileFormat.LineBytesMax + 100_000], 1 << 20)))
            {
            }
        });
        error.Message.ShouldBe($"Line 1 has more than {EventFileFormat.LineBytesMax} bytes: it is no line of an export.");
    }
}
