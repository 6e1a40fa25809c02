using System.Globalization;
using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Terminal;

/// <summary>What people read: amounts that say what they mean, and text that cannot steer the terminal.</summary>
public sealed class TextPropertyTests
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_amount_of_bytes_has_at_most_three_digits_before_the_point_and_is_off_by_half_a_tenth(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var value = random.NextInt64(1L << random.Next(1, 59));
            var text = Amounts.Bytes(value);
            var parts = text.Split(' ');
            var scale = Math.Pow(1_000, Array.IndexOf(Units, parts[1]));
            var number = double.Parse(parts[0], CultureInfo.InvariantCulture);

            number.ShouldBeLessThan(1_000, $"seed {seed}: {value} is {text}");
            (number * scale).ShouldBe(value, 0.0500001 * scale, $"seed {seed}: {value} is {text}");
        }
    }

    [Theory]
    [InlineData(3)]
    public void A_longer_time_never_reads_shorter(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var shorter = TimeSpan.FromSeconds(random.NextDouble() * Math.Pow(10, random.Next(7)));
            var longer = shorter + TimeSpan.FromSeconds(random.NextDouble() * 100);

            SecondsOf(Amounts.Duration(longer)).ShouldBeGreaterThanOrEqualTo(SecondsOf(Amounts.Duration(shorter)), $"seed {seed}: {shorter} and {longer}");
        }
    }

    /// <summary>Whatever is in the cells: one line each, columns under their headers, and no control character reaches the terminal.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_table_keeps_its_columns_whatever_is_in_its_cells(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var columns = random.Next(1, 5);
            string[] headers = [.. Enumerable.Range(0, columns).Select(column => $"H{column}")];
            IReadOnlyList<string>[] rows = [.. Enumerable.Range(0, random.Next(6)).Select(_ => (string[])[.. Enumerable.Range(0, columns).Select(_ => Cell(random))])];

            var lines = TextTable.Render(headers, rows).Split('\n');

            lines.Length.ShouldBe(rows.Length + 2, $"seed {seed}, round {round}");
            lines.ShouldAllBe(line => !line.Any(char.IsControl) && line == line.TrimEnd(' '));
            for (var column = 1; column < columns; column++)
            {
                var start = lines[0].IndexOf($"H{column}", StringComparison.Ordinal);
                for (var row = 0; row < rows.Length; row++)
                {
                    var shown = SafeText.OneLine(rows[row][column]);
                    lines[row + 1].PadRight(start + shown.Length).Substring(start, shown.Length).ShouldBe(shown, $"seed {seed}, round {round}, column {column}");
                }
            }
        }
    }

    [Fact]
    public void Every_control_character_becomes_one_that_shows()
    {
        for (var c = '\0'; c < '\u0100'; c++)
        {
            var safe = SafeText.OneLine($"a{c}b");

            (safe.Length, safe.Any(char.IsControl), safe.Contains(c, StringComparison.Ordinal)).ShouldBe((3, false, !char.IsControl(c)), $"U+{(int)c:X4}");
        }
    }

    [Theory]
    [InlineData("", 5, "")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "...")]
    [InlineData("abcd", 0, "...")]
    [InlineData("a\nb", 3, "a␊b")]
    public void A_cut_text_is_as_wide_as_it_may_be(string text, int width, string shown) => SafeText.Cut(text, width).ShouldBe(shown);

    /// <summary>The caret stands below the character of the column, in lines of any length with any tabs.</summary>
    [Theory]
    [InlineData(6)]
    public void The_caret_stands_below_its_character(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2_000; round++)
        {
            var line = new string([.. Enumerable.Range(0, random.Next(1, 400)).Select(_ => random.Next(10) == 0 ? '\t' : (char)random.Next('a', 'z'))]);
            var column = random.Next(1, line.Length + 1);

            var rendered = SourceExcerpt.Render(["first", line], 2, column).Split('\n');

            var caret = rendered[1].IndexOf('^', StringComparison.Ordinal);
            rendered[0][caret].ShouldBe(line[column - 1] == '\t' ? ' ' : line[column - 1], $"seed {seed}, round {round}, column {column} of {line.Length}");
            rendered[0].Length.ShouldBeLessThan(140);
        }
    }

    private static string Cell(Random random) => random.Next(6) switch
    {
        0 => "",
        1 => "two\nlines\r\n",
        2 => "\u001b[31mred\u001b[0m",
        3 => new string('x', random.Next(40)),
        4 => "größe 雪",
        _ => "  blanks  ",
    };

    private static double SecondsOf(string text)
    {
        var parts = text.Split(' ');
        return text.EndsWith(" s", StringComparison.Ordinal) ? Number(parts[0])
            : parts[0].EndsWith('m') ? (Number(parts[0][..^1]) * 60) + Number(parts[1][..^1])
            : (Number(parts[0][..^1]) * 3_600) + (Number(parts[1][..^1]) * 60);

        static double Number(string digits) => double.Parse(digits, CultureInfo.InvariantCulture);
    }
}
