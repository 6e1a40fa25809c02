using System.Text;
using FlexCore.Streams.Definition;
using FlexCore.Streams.Sources;

namespace FlexCore.Streams.Tests.Sources;

public sealed class RecordScannerTests
{
    [Theory]
    [InlineData("a\nb", false, "a", 2, 1)]
    [InlineData("a\nb", true, "a|b", 3, 1)]
    [InlineData("a\nb\n", false, "a|b", 4, 2)]
    [InlineData("\n\r\n\n", false, "", 4, 3)]
    [InlineData("", true, "", 0, 0)]
    [InlineData("abc", false, "", 0, 0)]
    [InlineData("a\r", true, "a", 2, 0)]
    [InlineData("\r", true, "", 1, 0)]
    [InlineData("a\r\r\n", false, "a\r", 4, 1)]
    public void Lines_are_found_with_what_was_consumed(string text, bool isEnd, string expected, int consumed, int lines)
    {
        var scanner = new RecordScanner(Framing.Lines, 1024);

        scanner.Scan(Encoding.UTF8.GetBytes(text), isEnd).ShouldBe(consumed);

        Records(scanner, text).ShouldBe(expected);
        scanner.Lines.ShouldBe(lines);
    }

    [Theory]
    [InlineData("\"a\nb\"\nc", false, "\"a\nb\"", 6, 2)]
    [InlineData("\"a\nb", false, "", 0, 0)]
    [InlineData("\"a\nb", true, "\"a\nb", 4, 0)]
    [InlineData("x\n\"a\"\"\n\"\n", false, "x|\"a\"\"\n\"", 9, 3)]
    [InlineData("a\"b\nc\"\n", false, "a\"b\nc\"", 7, 2)]
    public void Quoted_line_ends_belong_to_the_record(string text, bool isEnd, string expected, int consumed, int lines)
    {
        var scanner = new RecordScanner(Framing.Csv, 1024);

        scanner.Scan(Encoding.UTF8.GetBytes(text), isEnd).ShouldBe(consumed);

        Records(scanner, text).ShouldBe(expected);
        scanner.Lines.ShouldBe(lines);
    }

    [Fact]
    public void A_stray_quote_swallows_no_more_than_one_record_may_have()
    {
        var text = "\"" + string.Concat(Enumerable.Repeat("abcdefg\n", 10)) + "z\n";
        var scanner = new RecordScanner(Framing.Csv, 20);

        scanner.Scan(Encoding.UTF8.GetBytes(text), isEnd: false);

        Records(scanner, text).ShouldStartWith("\"abcdefg\nabcdefg\nabcdefg|abcdefg|");
    }

    [Theory]
    [InlineData(Framing.Lines)]
    [InlineData(Framing.Csv)]
    public void Records_agree_with_a_naive_reading(Framing framing)
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => "ab,\"\n\r"[random.Next(6)]));
            var scanner = new RecordScanner(framing, 1 << 20);

            scanner.Scan(Encoding.UTF8.GetBytes(text), isEnd: true).ShouldBe(text.Length, $"seed {seed}");

            Records(scanner, text).ShouldBe(string.Join('|', Naive(text, framing)), $"seed {seed}");
        }
    }

    [Fact]
    public void Many_records_and_a_second_scan_do_not_disturb_each_other()
    {
        var scanner = new RecordScanner(Framing.Lines, 1024);
        scanner.Scan(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(index => $"{index}\n"))), isEnd: true);
        scanner.Count.ShouldBe(5000);
        var (starts, lengths) = scanner.Take(4990);

        scanner.Scan("x\ny\n"u8, isEnd: true);

        (starts.Length, lengths[0]).ShouldBe((10, 4));
        Records(scanner, "x\ny\n").ShouldBe("x|y");
    }

    private static IEnumerable<string> Naive(string text, Framing framing)
    {
        var record = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in text + "\n")
        {
            isQuoted ^= framing == Framing.Csv && letter == '"';
            if (letter != '\n' || isQuoted)
            {
                record.Append(letter);
                continue;
            }

            if (Trim(record.ToString()) is { Length: > 0 } line)
            {
                yield return line;
            }

            record.Clear();
        }

        // The line end that was added above is no part of an open record.
        if (record.Length > 1 && Trim(record.ToString(0, record.Length - 1)) is { Length: > 0 } last)
        {
            yield return last;
        }
    }

    private static string Trim(string line) => line.EndsWith('\r') ? line[..^1] : line;

    private static string Records(RecordScanner scanner, string text) =>
        string.Join('|', Enumerable.Range(0, scanner.Count).Select(scanner.Range).Select(range => text.Substring(range.Start, range.Length)));
}
