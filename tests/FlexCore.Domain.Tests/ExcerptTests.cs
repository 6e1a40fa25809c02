namespace FlexCore.Domain.Tests;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("short", "short")]
    [InlineData("line\nbreak\0", "line\uFFFDbreak\uFFFD")]
    public void A_value_is_shown_without_control_characters(string value, string shown)
    {
        Excerpt.Of(value).ShouldBe(shown);
    }

    [Fact]
    public void A_long_value_is_cut()
    {
        var limit = new string('x', Excerpt.LengthMax);

        Excerpt.Of(limit).ShouldBe(limit);
        Excerpt.Of(limit + "y").ShouldBe(limit + "…");
    }
}
