using FlexCore.Cli.Terminal;

namespace FlexCore.Cli.Tests.Terminal;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_as_wide_as_their_widest_cell() =>
        TextTable.Render(["NAME", "N"], [["a", "1"], ["longer", "22"]]).ShouldBe("NAME    N\na       1\nlonger  22\n");

    [Fact]
    public void Without_rows_the_headers_remain() => TextTable.Render(["NAME", "STATUS"], []).ShouldBe("NAME  STATUS\n");

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\nlines", "two␊lines")]
    [InlineData("\u001b[31mred", "␛[31mred")]
    [InlineData("\u007f\u009b", "␡␡")]
    public void Control_characters_show_as_symbols(string text, string expected) => SafeText.OneLine(text).ShouldBe(expected);

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abc...")]
    public void Long_texts_are_cut(string text, int width, string expected) => SafeText.Cut(text, width).ShouldBe(expected);

    [Fact]
    public void Colours_are_left_out_where_nobody_sees_them()
    {
        new Paint(isOn: false).Bad("x").ShouldBe("x");
        new Paint(isOn: true).Bad("x").ShouldBe("\u001b[31mx\u001b[0m");
    }
}
