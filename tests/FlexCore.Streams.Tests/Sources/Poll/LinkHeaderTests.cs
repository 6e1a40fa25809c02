using FlexCore.Streams.Sources.Poll;

namespace FlexCore.Streams.Tests.Sources.Poll;

public sealed class LinkHeaderTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("<https://a/?p=2>; rel=\"next\"", "https://a/?p=2")]
    [InlineData("<https://a/?p=2>; rel=next", "https://a/?p=2")]
    [InlineData("<https://a/?p=1>; rel=\"prev\", <https://a/?p=3>; rel=\"next\"", "https://a/?p=3")]
    [InlineData("<https://a/?p=1>; title=\"a, <b>; rel=next\"; rel=\"first\", </p?3>;REL=\"last next\"", "/p?3")]
    [InlineData("<https://a/?p=1>; rel=\"nextpage\"", null)]
    [InlineData("<https://a/?p=1", null)]
    [InlineData("https://a/?p=1; rel=next", null)]
    [InlineData("<>; rel=next", "")]
    [InlineData(">>><<<;;;,,,=\"\"", null)]
    public void The_next_page_is_found_where_the_header_names_one(string? header, string? next) => LinkHeader.Next(header).ShouldBe(next);
}
