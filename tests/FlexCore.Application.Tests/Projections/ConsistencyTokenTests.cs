using FlexCore.Application.Feed;
using FlexCore.Application.Projections;

namespace FlexCore.Application.Tests.Projections;

public sealed class ConsistencyTokenTests
{
    [Fact]
    public void No_token_is_passed_by_every_position()
    {
        Assert.True(ConsistencyToken.None.IsPassedBy(FeedCursor.Start));
        Assert.Equal("", ConsistencyToken.None.ToString());
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    [InlineData(8, true)]
    public void A_token_is_passed_from_its_own_offset_on(long reached, bool passed) =>
        Assert.Equal(passed, ConsistencyToken.At(3, 7).IsPassedBy(FeedCursor.Start.With(3, reached)));

    [Fact]
    public void Every_shard_of_a_token_must_be_passed()
    {
        var token = ConsistencyToken.At(1, 5).And(ConsistencyToken.At(2, 9));
        Assert.False(token.IsPassedBy(FeedCursor.Start.With(1, 100)));
        Assert.True(token.IsPassedBy(FeedCursor.Start.With(1, 5).With(2, 9)));
    }

    [Fact]
    public void Two_tokens_of_one_shard_ask_for_the_later_place()
    {
        var token = ConsistencyToken.At(1, 5).And(ConsistencyToken.At(1, 3));
        Assert.Equal(ConsistencyToken.At(1, 5), token);
        Assert.Equal(token, ConsistencyToken.At(1, 3).And(ConsistencyToken.At(1, 5)));
    }

    [Fact]
    public void The_text_form_can_be_read_back()
    {
        var token = ConsistencyToken.At(12, 5).And(ConsistencyToken.At(2, 9_000_000_000));
        Assert.Equal("2:9000000000,12:5", token.ToString());
        Assert.Equal(token, ConsistencyToken.Parse(token.ToString()));
        Assert.Equal(token.GetHashCode(), ConsistencyToken.Parse(token.ToString()).GetHashCode());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1:")]
    [InlineData("1:-5")]
    [InlineData(":5")]
    public void What_is_no_token_is_refused_with_its_text(string text)
    {
        var error = Assert.Throws<FormatException>(() => ConsistencyToken.Parse(text));
        Assert.Contains($"'{text}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("token that a command returned", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_before_the_first_event_is_no_token()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyToken.At(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyToken.At(-1, 1));
    }
}
