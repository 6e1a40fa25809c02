using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Terminal;

public class SourceExcerptTests
{
    [Fact]
    public void The_caret_stands_under_the_column() =>
        SourceExcerpt.Render(["name: x", "  - fliter: a"], 2, 5).ShouldBe("  2 |   - fliter: a\n    |     ^");

    [Fact]
    public void The_margin_is_as_wide_as_the_line_number()
    {
        var lines = Enumerable.Repeat("a: b", 120).ToArray();

        SourceExcerpt.Render(lines, 100, 1).ShouldBe("  100 | a: b\n      | ^");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_line_that_the_file_does_not_have_shows_nothing(int line) =>
        SourceExcerpt.Render(["one", "two"], line, 1).ShouldBeEmpty();

    [Fact]
    public void A_column_behind_the_end_points_behind_the_end() =>
        SourceExcerpt.Render(["ab"], 1, 99).ShouldEndWith("|   ^");

    [Fact]
    public void Tabs_do_not_move_the_caret() =>
        SourceExcerpt.Render(["\tkey: value"], 1, 2).ShouldBe("  1 |  key: value\n    |  ^");

    [Fact]
    public void A_very_long_line_is_cut_to_a_window_around_the_caret()
    {
        var line = new string('a', 500) + "X" + new string('b', 500);

        var rendered = SourceExcerpt.Render([line], 1, 501).Split('\n');

        rendered[0].Length.ShouldBeLessThan(140);
        rendered[0][rendered[1].IndexOf('^', StringComparison.Ordinal)].ShouldBe('X');
    }
}
